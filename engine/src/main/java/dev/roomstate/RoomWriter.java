package dev.roomstate;

import dev.roomstate.ParkedEvents.Parked;
import dev.roomstate.Received.Released;
import dev.roomstate.event.EventBuilder;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.ReferenceHash;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.json.JsonDefect;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogPosition;
import dev.roomstate.observe.ResolutionEvent;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.LocalEvents;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.RoomVersion;
import io.vavr.collection.TreeSet;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One room of an engine: receives events, judges them, appends them to the log and applies them.
 * Thread-safe: one writer at a time, the others wait; readers of {@link #room()} are never blocked.
 */
public final class RoomWriter {
  private final RoomReducer reducer;
  private final Admission admission;
  private final EventLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final ParkedEvents parked;
  private final RoomMemory memory;
  private long nextTicket;

  /** Whether a release has begun and not ended: true between calls after the log has thrown. */
  private boolean releasing;

  /** The writer of a room of this id. */
  static RoomWriter listed(RoomId id, RoomVersion version, RoomHost host) {
    Admission admission = Admission.of(id, version, host.config().versions());
    return new RoomWriter(
        version, admission, host, lock -> RoomMemory.listed(id, version, host, lock));
  }

  /** The writer of a room of whatever id. */
  static RoomWriter unlisted(RoomVersion version, RoomHost host) {
    return new RoomWriter(
        version, Admission.ANY, host, lock -> RoomMemory.unlisted(version, host, lock));
  }

  private RoomWriter(
      RoomVersion version,
      Admission admission,
      RoomHost host,
      Function<ReentrantLock, RoomMemory> memory) {
    this.reducer = host.reducer(version);
    this.admission = admission;
    this.log = host.log();
    this.parked =
        new ParkedEvents(
            host.config().memory().parkedEventsMax(), host.config().memory().parkedBytesMax());
    this.memory = memory.apply(lock);
  }

  /**
   * The room as it is now: an immutable value, to be read as long as the engine is open. What the
   * rules read of events that came long ago is read from the log when it is asked for, and may fail
   * as the log does.
   */
  public Room room() {
    return memory.kept().room();
  }

  /** The reducer that judges the room's events. */
  public RoomReducer reducer() {
    return reducer;
  }

  /** Where the entry of an event is in the log. */
  Option<LogPosition> position(EventId id) {
    return position(id, memory.kept());
  }

  private static Option<LogPosition> position(EventId id, ResidentRoom room) {
    return room.room().graph().get(id).map(event -> room.positions().last(event.number()));
  }

  /** The room as it was judged last, which is what the next event is judged by. */
  private Room judged() {
    return memory.judged().room();
  }

  /** Receives an event. */
  public Received receive(ReceivedPdu received) {
    return acknowledged(() -> receiveLocked(received));
  }

  /** Receives an event that this reducer has verified, and verifies it again if it is not ours. */
  Received receive(ReceivedPdu received, VerifiedPdu event, RoomReducer by) {
    if (by != reducer) {
      return receive(received);
    }
    return acknowledged(
        () -> {
          long ticket = nextTicket++;
          List<Released> released = new ArrayList<>();
          Receipt receipt =
              known(event.pdu(), received.arrival(), released)
                  .getOrElse(() -> place(ticket, event, received.arrival(), released));
          return new Received(ticket, receipt, released);
        });
  }

  /**
   * Receives several events, one after the other, and returns when all are acknowledged: the log
   * keeps them together, which may be many times faster than one by one.
   *
   * @return the answer to each, in their order
   */
  public List<Received> receiveAll(List<ReceivedPdu> received) {
    return acknowledged(
        () -> {
          List<Received> answers = new ArrayList<>(received.size());
          for (ReceivedPdu next : received) {
            answers.add(receiveLocked(next));
          }
          return answers;
        });
  }

  /** What is judged under the lock, once it is kept; also what was judged before it threw. */
  private <T> T acknowledged(Supplier<T> judging) {
    T answer;
    try {
      answer = locked(judging);
    } catch (RuntimeException | Error e) {
      try {
        memory.acknowledge();
      } catch (RuntimeException | Error second) {
        if (second != e) {
          e.addSuppressed(second);
        }
      }
      throw e;
    }
    memory.acknowledge();
    return answer;
  }

  private <T> T locked(Supplier<T> judging) {
    lock.lock();
    try {
      return judging.get();
    } finally {
      lock.unlock();
    }
  }

  private Received receiveLocked(ReceivedPdu received) {
    long ticket = nextTicket++;
    List<Released> released = new ArrayList<>();
    Either<EventDefect, Pdu> parsed = reducer.parse(received.bytes(), received.trustedId());
    Receipt receipt =
        parsed.fold(
            Receipt.Dropped::new, pdu -> receive(ticket, pdu, received.arrival(), released));
    return new Received(ticket, receipt, released);
  }

  /** The answer to an event that need not be looked at, if it is one. */
  private Option<Receipt> known(Pdu pdu, Arrival arrival, List<Released> released) {
    Option<EventDefect> refused = admission.refuse(pdu);
    if (refused.isDefined()) {
      return Option.some(new Receipt.Dropped(refused.get()));
    }
    resumeRelease(released);
    return isKnown(pdu, arrival) ? Option.some(new Receipt.Known(pdu.id())) : Option.none();
  }

  private Receipt receive(long ticket, Pdu pdu, Arrival arrival, List<Released> released) {
    Option<Receipt> known = known(pdu, arrival, released);
    if (known.isDefined()) {
      return known.get();
    }
    Either<NotVerified, VerifiedPdu> verified = reducer.verify(pdu);
    if (verified.isRight()) {
      return place(ticket, verified.get(), arrival, released);
    }
    if (verified.getLeft() instanceof NotVerified.KeysMissing wanted) {
      if (!parked.hasRoomFor(pdu)) {
        return new Receipt.Overflow(pdu.id(), TreeSet.empty());
      }
      parked.park(new Parked(ticket, pdu, null, arrival), List.of());
      return new Receipt.KeysMissing(pdu.id(), wanted.keys());
    }
    return new Receipt.Dropped(((NotVerified.Dropped) verified.getLeft()).defect());
  }

  /**
   * Whether the event was received before; an outlier may come once more, with its history. A copy
   * that waits for keys may be forged, so it only stands for itself.
   */
  private boolean isKnown(Pdu pdu, Arrival arrival) {
    if (isJudged(pdu, arrival)) {
      return true;
    }
    boolean asOutlier = arrival instanceof Arrival.Outlier;
    for (Parked waiting : parked.withId(pdu.id())) {
      boolean sameCopy = !waiting.awaitsKeys() || waiting.pdu().json().equals(pdu.json());
      if (sameCopy && (asOutlier || !waiting.isOutlier())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the event was judged already, in full unless it arrives as an outlier. One that is the
   * state of something else than the outlier of its id was, is another event that took that id.
   */
  private boolean isJudged(Pdu pdu, Arrival arrival) {
    boolean asOutlier = arrival instanceof Arrival.Outlier;
    Room now = judged();
    for (GraphEvent judged : now.graph().get(pdu.id())) {
      int key = pdu.facts().key().fold(() -> StateMap.ABSENT, now.graph().keys()::number);
      return asOutlier || !judged.isOutlier() || judged.key() != key;
    }
    return false;
  }

  private Receipt place(long ticket, VerifiedPdu event, Arrival arrival, List<Released> released) {
    if (isJudged(event.pdu(), arrival)) {
      // It waited for keys, and another copy of it has come meanwhile.
      return new Receipt.Known(event.pdu().id());
    }
    List<EventId> missing = reducer.missing(event.pdu(), arrival, judged());
    if (missing.isEmpty()) {
      Receipt.Judged judged = judge(event, arrival);
      release(parked.arrived(judged.entry().pdu().id()), released);
      return judged;
    }
    EventId id = event.pdu().id();
    if (!parked.hasRoomFor(event.pdu())) {
      return new Receipt.Overflow(id, TreeSet.ofAll(missing));
    }
    parked.park(new Parked(ticket, event.pdu(), event, arrival), missing);
    return new Receipt.Deferred(id, event.hash(), TreeSet.ofAll(missing));
  }

  private Receipt.Judged judge(VerifiedPdu event, Arrival arrival) {
    ResolutionEvent begun = ResolutionEvent.start();
    RoomReducer.Judgement judgement = reducer.judge(event, arrival, judged());
    JudgementRecord.resolved(begun, judgement);
    memory.append(judgement.entry(), judgement.room());
    JudgementRecord.rejected(judgement);
    int number = judgement.entry().placement().number();
    return new Receipt.Judged(judgement.entry(), judgement.room().graph().event(number));
  }

  /** Judges what has become ready, oldest receipt first, until nothing is. */
  private void release(List<Parked> first, List<Released> released) {
    if (first.isEmpty()) {
      return;
    }
    releasing = true;
    PriorityQueue<Parked> ready = new PriorityQueue<>(Comparator.comparingLong(Parked::ticket));
    ready.addAll(first);
    while (!ready.isEmpty()) {
      Parked next = ready.remove();
      List<EventId> missing = reducer.missing(next.pdu(), next.arrival(), judged());
      if (!missing.isEmpty()) {
        // One of them came as an outlier, and its state is what is waited for.
        parked.await(next, missing);
        continue;
      }
      released.add(new Released(next.ticket(), judgeParked(next)));
      ready.addAll(parked.arrived(next.pdu().id()));
    }
    releasing = false;
  }

  private Receipt judgeParked(Parked next) {
    boolean known = isJudged(next.pdu(), next.arrival());
    Receipt receipt =
        known ? new Receipt.Known(next.pdu().id()) : judge(next.verified(), next.arrival());
    parked.remove(next);
    return receipt;
  }

  /** Goes on where the log refused an event in the middle of a release. */
  private void resumeRelease(List<Released> released) {
    if (releasing) {
      release(parked.leftOver(), released);
    }
  }

  /** Looks again at the events that wait for keys, after some were fetched. */
  public List<Released> keysFetched() {
    return acknowledged(this::keysFetchedLocked);
  }

  private List<Released> keysFetchedLocked() {
    List<Released> released = new ArrayList<>();
    for (Parked waiting : parked.all()) {
      if (waiting.awaitsKeys()) {
        Either<NotVerified, VerifiedPdu> verified = reducer.verify(waiting.pdu());
        if (verified.isRight()) {
          List<Released> more = new ArrayList<>();
          Receipt receipt = placeParked(waiting, verified.get(), more);
          released.add(new Released(waiting.ticket(), receipt));
          released.addAll(more);
        } else if (verified.getLeft() instanceof NotVerified.Dropped dropped) {
          parked.remove(waiting);
          released.add(new Released(waiting.ticket(), new Receipt.Dropped(dropped.defect())));
        }
      }
    }
    return released;
  }

  private Receipt placeParked(Parked waiting, VerifiedPdu event, List<Released> released) {
    parked.remove(waiting);
    try {
      return place(waiting.ticket(), event, waiting.arrival(), released);
    } catch (RuntimeException e) {
      // The log has thrown: the event goes on waiting, to be looked at again.
      parked.park(waiting, List.of());
      throw e;
    }
  }

  /**
   * An event that waits for others. Immutable.
   *
   * @param ticket the number of its receipt
   * @param event the event, after checks 1 to 3
   * @param receipt what it waits for now
   */
  public record Waiting(long ticket, VerifiedPdu event, Receipt.Deferred receipt) {}

  /** The events that wait for others, oldest receipt first. */
  public List<Waiting> waiting() {
    lock.lock();
    try {
      List<Waiting> waiting = new ArrayList<>();
      for (Parked event : parked.all()) {
        if (!event.awaitsKeys()) {
          List<EventId> missing = reducer.missing(event.pdu(), event.arrival(), judged());
          waiting.add(
              new Waiting(
                  event.ticket(),
                  event.verified(),
                  new Receipt.Deferred(
                      event.pdu().id(), event.verified().hash(), TreeSet.ofAll(missing))));
        }
      }
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a local event on the forward extremities, signs it, and receives it like any other.
   *
   * @param builder hashes and signs
   */
  public Received send(EventTemplate template, EventBuilder builder) {
    return acknowledged(() -> sendLocked(template, builder));
  }

  private Received sendLocked(EventTemplate template, EventBuilder builder) {
    if (template.isTooDeep()) {
      EventDefect tooDeep = new EventDefect.NotJson(new JsonDefect(JsonDefect.Kind.TOO_DEEP, 0));
      return new Received(nextTicket++, new Receipt.Dropped(tooDeep), List.of());
    }
    Room room = judged();
    Option<RoomId> ours = room.id();
    if (template.roomId().isDefined() && ours.isDefined() && !template.roomId().equals(ours)) {
      EventDefect otherRoom = new EventDefect.WrongField("room_id", "the id of this room");
      return new Received(nextTicket++, new Receipt.Dropped(otherRoom), List.of());
    }
    return receiveLocked(
        ReceivedPdu.of(
            LocalEvents.build(
                template, room, reducer.currentState(room), builder, new FromLog(room))));
  }

  /** The events of the log, as what local events are made of. */
  private final class FromLog implements LocalEvents.Surroundings {
    private final Room room;

    FromLog(Room room) {
      this.room = room;
    }

    @Override
    public byte[] referenceHash(EventId id) {
      if (room.version().rules().references() == EventReferenceFormat.ID) {
        return new byte[0];
      }
      return position(id, memory.judged())
          .flatMap(log::read)
          .map(entry -> entry.event().pdu())
          .map(pdu -> ReferenceHash.of(pdu.canonical(), pdu.facts().type(), room.version().rules()))
          .getOrElse(new byte[0]);
    }

    @Override
    public String opaqueId() {
      return UUID.randomUUID().toString().replace("-", "");
    }
  }
}
