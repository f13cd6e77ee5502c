package dev.roomstate.room;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
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
  private final RoomVersion version;
  private final EventGraph graph;
  private final Map<RoomId, EventId> creates;
  private final Option<CurrentState> currentState;
  private final SortedMap<EventId, Vector<RedactionClaim>> redactions;
  private final RecentMerges merges;

  private Room(
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
   * A room without events.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   */
  public static Room empty(RoomVersion version, long hashSeed) {
    return new Room(
        version,
        EventGraph.empty(hashSeed),
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
    return create().map(EventFacts::roomId);
  }

  /** What is kept of the current state. None where it was not kept while events were judged. */
  public Option<CurrentState> currentState() {
    return currentState;
  }

  /** The ids of the forward extremities, sorted. */
  public SortedSet<EventId> forwardExtremities() {
    SortedSet<EventId> ids = TreeSet.empty();
    for (int number : graph.forwardExtremities()) {
      ids = ids.add(graph.event(number).id());
    }
    return ids;
  }

  /** What was merged lately, as far as it is remembered. */
  public RecentMerges merges() {
    return merges;
  }

  /** This room remembering these merges. */
  public Room withMerges(RecentMerges remembered) {
    return new Room(version, graph, creates, currentState, redactions, remembered);
  }

  /** The room after a log entry. */
  public Room apply(JudgedEvent entry) {
    Pdu pdu = entry.pdu();
    return entry.outlier()
        ? applied(entry, graph.withOutlier(pdu, entry.outcome(), entry.authorisingServerSigned()))
        : apply(entry, entry.before().applyTo(graph.baseline(pdu.prevEvents())));
  }

  /** The room after a log entry that is no outlier, for whoever has the state before its event. */
  public Room apply(JudgedEvent entry, StateMap before) {
    return applied(
        entry, graph.with(entry.pdu(), entry.outcome(), entry.authorisingServerSigned(), before));
  }

  private Room applied(JudgedEvent entry, EventGraph grown) {
    Pdu pdu = entry.pdu();
    // What was an outlier may have another outcome now, which resolution asks for.
    boolean isNew = grown.size() > graph.size();
    boolean makesRoom = pdu.facts().is(EventTypes.CREATE) && entry.outcome() == Outcome.ACCEPTED;
    return new Room(
        version,
        grown,
        makesRoom ? creates.put(pdu.facts().roomId(), pdu.id()) : creates,
        currentState.map(kept -> kept.after(entry.current())),
        entry.outcome() == Outcome.ACCEPTED && !entry.outlier()
            ? withRedaction(pdu.facts(), entry.redactsByPower())
            : redactions,
        isNew ? merges : RecentMerges.NONE);
  }

  private SortedMap<EventId, Vector<RedactionClaim>> withRedaction(
      EventFacts facts, boolean byPower) {
    Option<EventId> target = facts.redacts().filter(IdGrammar::fits).map(EventId::new);
    if (target.isEmpty()) {
      return redactions;
    }
    RedactionClaim claim = new RedactionClaim(facts.id(), facts.sender().server(), byPower);
    return redactions.put(
        target.get(), redactions.getOrElse(target.get(), Vector.empty()).append(claim));
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
