package dev.roomstate.room;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Outcome;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersion;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A room as its log has made it: the event graph and the current state. {@link #apply} is the
 * replay half of the engine: pure, total, and without any rule. Immutable and thread-safe; a newer
 * version shares what it can with the one before.
 */
public final class Room {
  private static final int REDACTION_BYTES = 250;

  private final RoomVersion version;
  private final EventGraph graph;
  private final Map<RoomId, EventId> creates;
  private final Option<CurrentState> currentState;
  private final SortedMap<EventId, Vector<RedactionClaim>> redactions;
  private final RecentMerges merges;

  Room(
      RoomVersion version,
      EventGraph graph,
      Map<RoomId, EventId> creates,
      Option<CurrentState> currentState,
      SortedMap<EventId, Vector<RedactionClaim>> redactions,
      RecentMerges merges) {
    this.version = version;
    this.graph = graph;
    this.creates = creates;
    this.currentState = currentState;
    this.redactions = redactions;
    this.merges = merges;
  }

  /**
   * A room without events, which will hold all that it is told.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   */
  public static Room empty(RoomVersion version, long hashSeed) {
    return empty(version, hashSeed, EventLookup.NONE);
  }

  /**
   * A room without events.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   * @param lookup finds what the rules read of events of the room's log
   */
  public static Room empty(RoomVersion version, long hashSeed, EventLookup lookup) {
    return new Room(
        version,
        EventGraph.empty(hashSeed, lookup),
        LinkedHashMap.empty(),
        Option.some(CurrentState.EMPTY),
        TreeMap.empty(),
        RecentMerges.NONE);
  }

  /** The room version. */
  public RoomVersion version() {
    return version;
  }

  /** The event graph. */
  public EventGraph graph() {
    return graph;
  }

  /** The accepted create event, if there is one yet. */
  public Option<EventFacts> create() {
    return creates.values().headOption().flatMap(this::createFacts);
  }

  /**
   * The accepted create event of this room id. Events of other rooms can only be among them where
   * the room takes whatever it is handed.
   */
  public Option<EventFacts> createOf(RoomId roomId) {
    return creates.get(roomId).flatMap(this::createFacts);
  }

  private Option<EventFacts> createFacts(EventId id) {
    return graph.get(id).flatMap(GraphEvent::createFacts);
  }

  /** The room's id, as its create event has it. */
  public Option<RoomId> id() {
    return creates.keySet().headOption();
  }

  /** What is kept of the current state. None where it was not kept while events were judged. */
  public Option<CurrentState> currentState() {
    return currentState;
  }

  /** How many bytes it takes in memory, roughly; what it shares with other versions included. */
  public long bytes() {
    return graph.bytes() + (long) REDACTION_BYTES * redactions.size();
  }

  /** The ids of the forward extremities, sorted. */
  public SortedSet<EventId> forwardExtremities() {
    SortedSet<EventId> ids = TreeSet.empty();
    for (int number : graph.forwardExtremities()) {
      ids = ids.add(graph.event(number).id());
    }
    return ids;
  }

  /** By room id, its accepted create event. */
  Map<RoomId, EventId> creates() {
    return creates;
  }

  /** By target, the redactions that were accepted. */
  SortedMap<EventId, Vector<RedactionClaim>> redactions() {
    return redactions;
  }

  /** What was merged lately, as far as it is remembered. */
  public RecentMerges merges() {
    return merges;
  }

  /** This room remembering these merges. */
  public Room withMerges(RecentMerges remembered) {
    return new Room(version, graph, creates, currentState, redactions, remembered);
  }

  /**
   * The room after a log entry that was read back. What the rules read of its event is looked up
   * when a rule asks, if the room has where.
   */
  public Room apply(JudgedEvent entry) {
    Option<EventFacts> facts = graph.holdsAll() ? Option.some(entry.pdu().facts()) : Option.none();
    return entry.outlier()
        ? applied(entry, withOutlier(entry, facts))
        : applied(
            entry, with(entry, facts, entry.before().applyTo(graph.baseline(entry.placement()))));
  }

  /** The room after a log entry of an outlier that was judged now. */
  public Room applyOutlier(JudgedEvent entry, EventFacts facts) {
    return applied(entry, withOutlier(entry, Option.some(facts)));
  }

  /** The room after a log entry, no outlier, that was judged now, in this state. */
  public Room apply(JudgedEvent entry, EventFacts facts, StateMap before) {
    return applied(entry, with(entry, Option.some(facts), before));
  }

  private EventGraph withOutlier(JudgedEvent entry, Option<EventFacts> facts) {
    return graph.withOutlier(
        entry.placement(), entry.outcome(), entry.authorisingServerSigned(), facts);
  }

  private EventGraph with(JudgedEvent entry, Option<EventFacts> facts, StateMap before) {
    return graph.with(
        entry.placement(), entry.outcome(), entry.authorisingServerSigned(), facts, before);
  }

  private Room applied(JudgedEvent entry, EventGraph grown) {
    // What was an outlier may have another outcome now, which resolution asks for.
    boolean isNew = grown.size() > graph.size();
    return new Room(
        version,
        grown,
        entry.madeRoom().fold(() -> creates, made -> creates.put(made, entry.placement().id())),
        currentState.map(kept -> kept.after(entry.current())),
        entry.outcome() == Outcome.ACCEPTED
            ? entry.redaction().fold(() -> redactions, this::withRedaction)
            : redactions,
        isNew ? merges : RecentMerges.NONE);
  }

  private SortedMap<EventId, Vector<RedactionClaim>> withRedaction(RedactionClaim claim) {
    return redactions.put(
        claim.target(), redactions.getOrElse(claim.target(), Vector.empty()).append(claim));
  }

  /**
   * The redaction event that applies to an event of this room, if one does (spec, room versions,
   * "Handling redactions"): the redacter has the redact level, or is of the same server as the
   * event's sender. In room versions 1 and 2 every accepted redaction applies. No verdict depends
   * on it.
   */
  public Option<EventId> redactedBy(EventId target, UserId sender) {
    boolean always = version.rules().has(AuthFlag.REDACTION_RULE);
    for (RedactionClaim claim : redactions.getOrElse(target, Vector.empty())) {
      boolean sameServer = claim.senderServer().equals(sender.server());
      if (!claim.redaction().equals(target) && (always || claim.byPower() || sameServer)) {
        return Option.some(claim.redaction());
      }
    }
    return Option.none();
  }

  /** This room keeping this of its current state, which the change of its newest entry leads to. */
  public Room withCurrentState(CurrentState kept) {
    return new Room(version, graph, creates, Option.some(kept), redactions, merges);
  }

  /** This room without a kept current state: later entries need not tell its changes. */
  public Room withoutCurrentState() {
    return new Room(version, graph, creates, Option.none(), redactions, merges);
  }
}
