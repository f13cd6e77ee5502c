package dev.roomstate.log.entry;

import dev.roomstate.event.Check;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.StateChanges;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A judged event as bytes: the judgement in numbers of its room, then the event in canonical form.
 * {@code docs/log-format.md} has it byte by byte. Total and thread-safe.
 */
public final class EntryFormat {
  // What is written is the place in these lists: they may grow at their ends only.
  private static final List<Outcome> OUTCOMES =
      List.of(Outcome.ACCEPTED, Outcome.SOFT_FAILED, Outcome.REJECTED);
  private static final List<HashStatus> HASHES =
      List.of(HashStatus.OK, HashStatus.REDACTED, HashStatus.TRUSTED);
  private static final List<Check> CHECKS =
      List.of(
          Check.FORMAT,
          Check.SIGNATURE,
          Check.AUTH_EVENTS,
          Check.STATE_BEFORE,
          Check.CURRENT_STATE);

  private static final int SIGNED = 1;
  private static final int OUTLIER = 1 << 1;
  private static final int REDACTS_BY_POWER = 1 << 2;
  private static final int TRUSTED = 1 << 3;
  private static final int HAS_REJECTION = 1 << 4;
  private static final int HAS_CURRENT = 1 << 5;
  private static final int FLAGS = 1 << 6;

  private EntryFormat() {}

  /** Longest beginning of an entry in which {@link #head} finds all it looks for. */
  public static final int HEAD_BYTES = 15;

  /**
   * The entry as bytes.
   *
   * @param room the number of its room in its log
   * @param back how many entries of the log before it the last one of its room is; 0 for the first
   */
  public static byte[] write(int room, long back, JudgedEvent entry) {
    EntryWriter out = new EntryWriter();
    out.number(room);
    out.number(back);
    out.octet(flags(entry));
    out.octet(OUTCOMES.indexOf(entry.outcome()));
    out.octet(HASHES.indexOf(entry.hash()));
    out.id(entry.pdu().id());
    changes(entry.before(), out);
    for (CurrentState.Change change : entry.current()) {
      changes(change.changes(), out);
      out.number(change.effort());
    }
    for (Rejection rejection : entry.rejection()) {
      out.octet(CHECKS.indexOf(rejection.check()));
      out.text(rejection.rule().name());
      out.text(rejection.reason());
      out.number(rejection.lookedAt().size());
      rejection.lookedAt().forEach(out::id);
    }
    out.bytes(entry.pdu().canonical().bytes());
    return out.written();
  }

  private static int flags(JudgedEvent entry) {
    return (entry.authorisingServerSigned() ? SIGNED : 0)
        | (entry.outlier() ? OUTLIER : 0)
        | (entry.redactsByPower() ? REDACTS_BY_POWER : 0)
        | (entry.pdu().trusted() ? TRUSTED : 0)
        | (entry.rejection().isDefined() ? HAS_REJECTION : 0)
        | (entry.current().isDefined() ? HAS_CURRENT : 0);
  }

  private static void changes(StateChanges changes, EntryWriter out) {
    out.number(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      out.number(changes.key(i));
      out.number(changes.event(i) - StateMap.ABSENT);
    }
  }

  /**
   * An entry that was read.
   *
   * @param room the number of its room in the log
   * @param back how many entries of the log before it the last one of its room is; 0 for the first
   */
  public record Numbered(int room, long back, JudgedEvent event) {}

  /**
   * What an entry begins with.
   *
   * @param room the number of its room in the log
   * @param back how many entries of the log before it the last one of its room is; 0 for the first
   */
  public record Head(int room, long back) {}

  /** What an entry begins with, of which these are at least the first bytes. */
  public static Either<String, Head> head(byte[] bytes) {
    try {
      return Either.right(head(new EntryReader(bytes, 0, bytes.length)));
    } catch (MalformedEntry e) {
      return Either.left(e.getMessage());
    }
  }

  private static Head head(EntryReader in) throws MalformedEntry {
    int room = in.number(Integer.MAX_VALUE, "the room");
    long back = in.number();
    if (back < 0) {
      throw new MalformedEntry("the last entry of its room is none");
    }
    return new Head(room, back);
  }

  /**
   * The entry that bytes are, or why they are none.
   *
   * @param rulesOf the rules of the rooms by number, null where there is none
   */
  public static Either<String, Numbered> read(byte[] bytes, IntFunction<RoomVersionRules> rulesOf) {
    try {
      EntryReader in = new EntryReader(bytes, 0, bytes.length);
      Head head = head(in);
      RoomVersionRules rules = rulesOf.apply(head.room());
      return rules == null
          ? Either.left("there is no room " + head.room())
          : read(in, rules).map(event -> new Numbered(head.room(), head.back(), event));
    } catch (MalformedEntry e) {
      return Either.left(e.getMessage());
    }
  }

  private static Either<String, JudgedEvent> read(EntryReader in, RoomVersionRules rules)
      throws MalformedEntry {
    int flags = in.number(FLAGS - 1, "the flags");
    Outcome outcome = OUTCOMES.get(in.number(OUTCOMES.size() - 1, "the outcome"));
    HashStatus hash = HASHES.get(in.number(HASHES.size() - 1, "the hash"));
    EventId id = in.id();
    StateChanges before = changes(in);
    Option<CurrentState.Change> current =
        (flags & HAS_CURRENT) != 0
            ? Option.some(new CurrentState.Change(changes(in), in.number()))
            : Option.none();
    Option<Rejection> rejection =
        (flags & HAS_REJECTION) != 0 ? Option.some(rejection(in)) : Option.none();
    byte[] canonical = in.bytes();
    in.end();
    Either<String, Pdu> pdu =
        EventFormat.parse(canonical, rules, Option.some(id))
            .mapLeft(defect -> "its event is none: " + defect)
            .map(parsed -> parsed.withTrust((flags & TRUSTED) != 0));
    return pdu.map(
        event ->
            new JudgedEvent(
                event,
                hash,
                (flags & SIGNED) != 0,
                outcome,
                rejection,
                (flags & OUTLIER) != 0,
                before,
                current,
                (flags & REDACTS_BY_POWER) != 0));
  }

  private static Rejection rejection(EntryReader in) throws MalformedEntry {
    Check check = CHECKS.get(in.number(CHECKS.size() - 1, "the check"));
    String name = in.text();
    String reason = in.text();
    AuthRule rule = null;
    for (AuthRule known : AuthRule.values()) {
      rule = known.name().equals(name) ? known : rule;
    }
    if (rule == null) {
      throw new MalformedEntry("there is no rule `" + name + "`");
    }
    Vector<EventId> lookedAt = Vector.empty();
    for (long left = in.number(); left > 0; left--) {
      lookedAt = lookedAt.append(in.id());
    }
    return new Rejection(check, rule, reason, lookedAt);
  }

  private static StateChanges changes(EntryReader in) throws MalformedEntry {
    // Two bytes a change at least.
    int size = in.number(Integer.MAX_VALUE / 2, "the number of changes");
    in.expect(2L * size);
    int[] pairs = new int[2 * size];
    for (int i = 0; i < size; i++) {
      pairs[2 * i] = in.number(Integer.MAX_VALUE, "a key");
      pairs[2 * i + 1] = in.number(Integer.MAX_VALUE, "an event") + StateMap.ABSENT;
    }
    return StateChanges.of(pairs);
  }
}
