package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * Some events of a graph, in columns: an array for each thing that is kept of an event, since an
 * object for each would take twice the memory. Written by {@link EventTable} only, slot by slot,
 * and only once each; whoever reads knows which slots are written. Where less than the field names
 * say is needed by few events, there is no array until one needs it.
 */
final class EventChunk {
  static final int BITS = 8;
  static final int EVENTS_MAX = 1 << BITS;
  static final int MASK = EVENTS_MAX - 1;

  private static final int NO_REFERENCE = -1;
  private static final int INITIAL_LISTS = 8;

  /** Of a chunk without events: itself, its arrays, and those of one element. */
  private static final int EMPTY_BYTES = 450;

  private static final int EVENT_BYTES = Long.BYTES * EventId.HASH_WORDS + 8 * Integer.BYTES + 1;

  /** Of an id that is no hash, with its text. */
  private static final int TEXT_BYTES = 120;

  private static final int FAR = Integer.MIN_VALUE;

  /** In a list of auth events: the one that events which share the list do not share. */
  private static final int OWN = -1;

  /** How many slots before are looked at for a list of auth events that can be shared. */
  private static final int SHARED_WITHIN = 6;

  private static final int OUTCOME = 3;
  private static final int OUTLIER = 1 << 2;
  private static final int SIGNED = 1 << 3;
  private static final int CREATE = 1 << 4;
  private static final int ONE_PREV_EVENT = 1 << 5;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private static final VarHandle FACTS = MethodHandles.arrayElementVarHandle(EventFacts[].class);
  private static final VarHandle LISTS = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final VarHandle TEXTS = MethodHandles.arrayElementVarHandle(EventId[][].class);
  private static final VarHandle FAR_DEPTHS = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle LINES =
      MethodHandles.arrayElementVarHandle(PowerLevelsLine[][].class);

  private final long[] ids;

  /** Depths by how far they are from the event's slot; {@link #FAR} where that is no int. */
  private final int[] depths;

  private final int[] keys;
  private final byte[] flags;

  /** By event: where the list of its auth events begins, or {@link #NO_REFERENCE}. */
  private final int[] auth;

  /** By event: the auth event that its list has in place of {@link #OWN}. */
  private final int[] ownAuth;

  /** By event: its one previous event, or {@link #NO_REFERENCE}, or {@link #listAt} of a list. */
  private final int[] prev;

  private final StateMap[] before;
  private final StateMap[] after;
  private final EventFacts[] facts;

  // Of one element each: an array that grows, or is not there at first, is replaced by another that
  // has all that it had, so that readers may use either.

  /** Lists of numbers, each behind its length. */
  private final int[][] lists = {new int[INITIAL_LISTS]};

  private final int[] listsEnd = {0};

  /** The ids that are no hashes. */
  private final EventId[][] texts = {null};

  private final PowerLevelsLine[][] lines = {null};

  private final long[][] farDepths = {null};

  EventChunk(int capacity) {
    ids = new long[capacity * EventId.HASH_WORDS];
    depths = new int[capacity];
    keys = new int[capacity];
    flags = new byte[capacity];
    auth = new int[capacity];
    ownAuth = new int[capacity];
    prev = new int[capacity];
    before = new StateMap[capacity];
    after = new StateMap[capacity];
    facts = new EventFacts[capacity];
  }

  int capacity() {
    return keys.length;
  }

  /** How many bytes it takes with so many events, roughly. */
  long bytes(int events) {
    int text = texts() == null ? 0 : TEXT_BYTES;
    int line = lines() == null ? 0 : Integer.BYTES;
    int far = farDepths() == null ? 0 : Long.BYTES;
    return EMPTY_BYTES
        + (long) (EVENT_BYTES + line + far) * capacity()
        + (long) text * events
        + (long) Integer.BYTES * lists().length;
  }

  /** A chunk of its own with the first slots of this one, with or without the facts it holds. */
  EventChunk copy(int slots, int capacity, boolean withFacts) {
    EventChunk copy = new EventChunk(capacity);
    System.arraycopy(ids, 0, copy.ids, 0, slots * EventId.HASH_WORDS);
    System.arraycopy(depths, 0, copy.depths, 0, slots);
    System.arraycopy(keys, 0, copy.keys, 0, slots);
    System.arraycopy(flags, 0, copy.flags, 0, slots);
    System.arraycopy(before, 0, copy.before, 0, slots);
    System.arraycopy(after, 0, copy.after, 0, slots);
    for (int slot = 0; slot < slots; slot++) {
      copy.facts[slot] = withFacts ? facts(slot) : null;
      copy.references(slot, authEvents(slot), prevEvents(slot));
    }
    if (farDepths() != null) {
      copy.farDepths[0] = Arrays.copyOf(Arrays.copyOf(farDepths(), slots), capacity);
    }
    if (texts() != null) {
      copy.texts[0] = Arrays.copyOf(Arrays.copyOf(texts(), slots), capacity);
    }
    if (lines() != null) {
      copy.lines[0] = Arrays.copyOf(Arrays.copyOf(lines(), slots), capacity);
    }
    return copy;
  }

  /** Writes a slot; {@code before} and {@code after} are null for an outlier. */
  void set(int slot, NewEvent event) {
    Placement placement = event.placement();
    id(slot, placement.id());
    depth(slot, placement.depth());
    keys[slot] = placement.key();
    flags[slot] =
        (byte)
            (event.outcome().ordinal()
                | (event.before() == null ? OUTLIER : 0)
                | (event.authorisingServerSigned() ? SIGNED : 0)
                | (placement.isCreate() ? CREATE : 0)
                | (placement.hasOnePrevEvent() ? ONE_PREV_EVENT : 0));
    references(slot, placement.authEvents(), placement.prevEvents());
    before[slot] = event.before();
    after[slot] = event.after();
    FACTS.setRelease(facts, slot, event.facts());
    line(slot, event.line());
  }

  private void references(int slot, int[] cited, int[] previous) {
    auth[slot] = cited.length == 0 ? NO_REFERENCE : authList(slot, cited);
    prev[slot] =
        switch (previous.length) {
          case 0 -> NO_REFERENCE;
          case 1 -> previous[0];
          default -> listAt(list(previous));
        };
  }

  private void id(int slot, EventId id) {
    if (id.isHash()) {
      for (int i = 0; i < EventId.HASH_WORDS; i++) {
        ids[slot * EventId.HASH_WORDS + i] = id.word(i);
      }
      return;
    }
    EventId[] own = texts() == null ? new EventId[capacity()] : texts();
    own[slot] = id;
    TEXTS.setRelease(texts, 0, own);
  }

  private void depth(int slot, long depth) {
    long distance = depth - slot;
    boolean isNear = distance == (int) distance && distance != FAR;
    depths[slot] = isNear ? (int) distance : FAR;
    if (!isNear) {
      long[] own = farDepths() == null ? new long[capacity()] : farDepths();
      own[slot] = depth;
      FAR_DEPTHS.setRelease(farDepths, 0, own);
    }
  }

  private void line(int slot, PowerLevelsLine line) {
    if (line != null) {
      PowerLevelsLine[] own = lines() == null ? new PowerLevelsLine[capacity()] : lines();
      own[slot] = line;
      LINES.setRelease(lines, 0, own);
    }
  }

  private int[] lists() {
    return (int[]) LISTS.getAcquire(lists, 0);
  }

  private long[] farDepths() {
    return (long[]) FAR_DEPTHS.getAcquire(farDepths, 0);
  }

  private EventId[] texts() {
    return (EventId[]) TEXTS.getAcquire(texts, 0);
  }

  private PowerLevelsLine[] lines() {
    return (PowerLevelsLine[]) LINES.getAcquire(lines, 0);
  }

  /**
   * Where the list of an event's auth events is. Most messages cite what the one before cites, but
   * for the membership of their sender: that one is left out of the list and kept by event.
   */
  private int authList(int slot, int[] cited) {
    for (int other = slot - 1; other >= Math.max(0, slot - SHARED_WITHIN); other--) {
      if (auth[other] != NO_REFERENCE && fits(slot, cited, auth[other])) {
        return auth[other];
      }
    }
    int[] shared = cited.clone();
    // The newest: create event and power levels are older than most memberships.
    int own = 0;
    for (int i = 1; i < cited.length; i++) {
      own = cited[i] > cited[own] ? i : own;
    }
    ownAuth[slot] = cited[own];
    shared[own] = OWN;
    return list(shared);
  }

  private boolean fits(int slot, int[] cited, int at) {
    int[] all = lists();
    if (all[at] != cited.length) {
      return false;
    }
    int own = 0;
    for (int i = 0; i < cited.length; i++) {
      int listed = all[at + 1 + i];
      if (listed == OWN) {
        own = cited[i];
      } else if (listed != cited[i]) {
        return false;
      }
    }
    ownAuth[slot] = own;
    return true;
  }

  private int list(int[] numbers) {
    int at = listsEnd[0];
    int end = at + 1 + numbers.length;
    int[] all = lists();
    if (end > all.length) {
      all = Arrays.copyOf(all, Math.max(end, all.length * 2));
    }
    all[at] = numbers.length;
    System.arraycopy(numbers, 0, all, at + 1, numbers.length);
    LISTS.setRelease(lists, 0, all);
    listsEnd[0] = end;
    return at;
  }

  /** A place of a list, told from a number and from none; its own inverse. */
  private static int listAt(int at) {
    return -2 - at;
  }

  EventId id(int slot) {
    EventId[] own = texts();
    if (own != null && own[slot] != null) {
      return own[slot];
    }
    int at = slot * EventId.HASH_WORDS;
    return EventId.ofHash(ids[at], ids[at + 1], ids[at + 2], ids[at + 3]);
  }

  boolean hasId(int slot, EventId id) {
    EventId[] own = texts();
    EventId text = own == null ? null : own[slot];
    if (text != null || !id.isHash()) {
      return id.equals(text);
    }
    int at = slot * EventId.HASH_WORDS;
    return ids[at] == id.word(0)
        && ids[at + 1] == id.word(1)
        && ids[at + 2] == id.word(2)
        && ids[at + 3] == id.word(3);
  }

  long depth(int slot) {
    return depths[slot] == FAR ? farDepths()[slot] : (long) depths[slot] + slot;
  }

  int key(int slot) {
    return keys[slot];
  }

  Outcome outcome(int slot) {
    return OUTCOMES[flags[slot] & OUTCOME];
  }

  boolean isOutlier(int slot) {
    return (flags[slot] & OUTLIER) != 0;
  }

  boolean authorisingServerSigned(int slot) {
    return (flags[slot] & SIGNED) != 0;
  }

  boolean isCreate(int slot) {
    return (flags[slot] & CREATE) != 0;
  }

  boolean hasOnePrevEvent(int slot) {
    return (flags[slot] & ONE_PREV_EVENT) != 0;
  }

  int authEventCount(int slot) {
    return auth[slot] == NO_REFERENCE ? 0 : lists()[auth[slot]];
  }

  int authEvent(int slot, int index) {
    int listed = lists()[auth[slot] + 1 + index];
    return listed == OWN ? ownAuth[slot] : listed;
  }

  int[] authEvents(int slot) {
    int[] numbers = new int[authEventCount(slot)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = authEvent(slot, i);
    }
    return numbers;
  }

  int[] prevEvents(int slot) {
    int[] numbers = new int[prevEventCount(slot)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = prevEvent(slot, i);
    }
    return numbers;
  }

  int prevEventCount(int slot) {
    int stored = prev[slot];
    if (stored >= NO_REFERENCE) {
      return stored == NO_REFERENCE ? 0 : 1;
    }
    return lists()[listAt(stored)];
  }

  int prevEvent(int slot, int index) {
    int stored = prev[slot];
    return stored >= 0 ? stored : lists()[listAt(stored) + 1 + index];
  }

  StateMap before(int slot) {
    return before[slot];
  }

  StateMap after(int slot) {
    return after[slot];
  }

  PowerLevelsLine line(int slot) {
    PowerLevelsLine[] own = lines();
    return own == null ? null : own[slot];
  }

  /** What is held of an event's facts, or null. */
  EventFacts facts(int slot) {
    return (EventFacts) FACTS.getAcquire(facts, slot);
  }

  void hold(int slot, EventFacts held) {
    FACTS.setRelease(facts, slot, held);
  }

  /** Lets go of what is held of an event, and keeps nothing that nobody else does. */
  EventLookup.HeldFacts holder(int slot) {
    WeakReference<EventFacts[]> column = new WeakReference<>(facts);
    return () -> {
      EventFacts[] held = column.get();
      if (held != null) {
        FACTS.setRelease(held, slot, null);
      }
    };
  }
}
