package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.event.EventBuilder.Reference;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.KeyRequest;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.id.UserId;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import io.vavr.control.Option;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Events that come before the keys of their servers. */
class KeysFetchedTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer AWAY = TestServer.named("away.org");
  private static final UserId BOB = AWAY.user("bob");

  /** Whether the keys of the other server were fetched. */
  private final AtomicBoolean fetched = new AtomicBoolean();

  /** The key that it then turns out to have. */
  private TestServer known = AWAY;

  private final KeyRing ring =
      (server, keyId) -> {
        if (server.equals(HOME.name().value())) {
          return new KeyLookup.Known(HOME.key().verifyKey());
        }
        return fetched.get()
            ? new KeyLookup.Known(known.key().verifyKey())
            : new KeyLookup.NotFetched();
      };

  private TestRoom room = room(EngineConfig.withKeys(ring));

  private static TestRoom room(EngineConfig config) {
    return TestRoom.open(RoomStateEngine.inMemory(config), HandRoom.version("11"), HOME, "room");
  }

  /** The bytes of an event on the room as it is. */
  private byte[] built(EventTemplate template) {
    return room.build(AWAY, template);
  }

  private Received receive(byte[] event, Arrival arrival) {
    return room.writer().receive(ReceivedPdu.of(event).arriving(arrival));
  }

  @Test
  void keysThatAreNotFetchedAreNamed() {
    Received received = receive(built(room.member(BOB, BOB, "join")), Arrival.IN_FULL);
    Receipt.KeysMissing missing = assertInstanceOf(Receipt.KeysMissing.class, received.receipt());
    assertEquals(List.of(new KeyRequest("away.org", "ed25519:1")), missing.keys().toJavaList());
  }

  @Test
  void eventThatWaitsForKeysIsJudgedWhenTheyAreFetched() {
    Received received = receive(built(room.member(BOB, BOB, "join")), Arrival.IN_FULL);
    assertEquals(List.of(), room.writer().keysFetched());
    fetched.set(true);
    List<Received.Released> released = room.writer().keysFetched();
    assertEquals(1, released.size());
    assertEquals(received.ticket(), released.get(0).ticket());
    assertEquals(Outcome.ACCEPTED, ((Receipt.Judged) released.get(0).receipt()).entry().outcome());
    assertEquals(List.of(), room.writer().keysFetched());
  }

  @Test
  void eventThatTheLogRefusesGoesOnWaiting() {
    RefusingLog log = new RefusingLog("");
    RoomStateEngine engine = RoomStateEngine.open(EngineConfig.withKeys(ring), log);
    room = TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    byte[] join = built(room.member(BOB, BOB, "join"));
    receive(join, Arrival.IN_FULL);
    fetched.set(true);
    log.refuse(idOf(join).value());
    assertThrows(IllegalStateException.class, () -> room.writer().keysFetched());
    assertEquals(1, room.writer().keysFetched().size());
    assertEquals(5, room.writer().room().graph().size());
  }

  @Test
  void eventWhoseFetchedKeySaysNoIsDropped() {
    receive(built(room.member(BOB, BOB, "join")), Arrival.IN_FULL);
    known = TestServer.named("other.org");
    fetched.set(true);
    List<Received.Released> released = room.writer().keysFetched();
    assertInstanceOf(Receipt.Dropped.class, released.get(0).receipt());
    assertEquals(4, room.writer().room().graph().size());
  }

  @Test
  void eventsThatWaitForOneThatWaitsForKeysAreReleasedWithIt() {
    byte[] join = built(room.member(BOB, BOB, "join"));
    EventId joinId = idOf(join);
    receive(join, Arrival.IN_FULL);
    byte[] message =
        HOME.builder(room.version().rules())
            .build(
                room.message(room.alice(), "hello Bob"),
                authEvents(),
                List.of(Reference.of(joinId)),
                7,
                event -> "opaque");
    assertInstanceOf(Receipt.Deferred.class, receive(message, Arrival.IN_FULL).receipt());
    fetched.set(true);
    List<Received.Released> released = room.writer().keysFetched();
    assertEquals(List.of(4L, 5L), released.stream().map(Received.Released::ticket).toList());
    assertEquals(6, room.writer().room().graph().size());
  }

  private List<Reference> authEvents() {
    return room.current().entries().stream()
        .filter(
            entry ->
                entry.key().type().equals("m.room.create")
                    || entry.key().type().equals("m.room.power_levels")
                    || entry.key().type().equals("m.room.member"))
        .map(entry -> Reference.of(entry.event()))
        .toList();
  }

  private EventId idOf(byte[] event) {
    return room.writer().reducer().parse(event, Option.none()).get().id();
  }

  @Test
  void fetchedEventMayTurnOutToWaitForOthers() {
    byte[] message =
        AWAY.builder(room.version().rules())
            .build(
                room.message(BOB, "early"),
                authEvents(),
                List.of(Reference.of(new EventId("$absent"))),
                7,
                event -> "opaque");
    receive(message, Arrival.IN_FULL);
    fetched.set(true);
    List<Received.Released> released = room.writer().keysFetched();
    assertInstanceOf(Receipt.Deferred.class, released.get(0).receipt());
    assertEquals(1, room.writer().waiting().size());
  }

  @Test
  void tooManyThatWaitForKeysOverflow() {
    room =
        room(EngineConfig.withKeys(ring).withMemory(MemoryLimits.STANDARD.withParked(1, 1L << 20)));
    receive(built(room.member(BOB, BOB, "join")), Arrival.IN_FULL);
    Received second = receive(built(room.member(BOB, BOB, "leave")), Arrival.IN_FULL);
    assertInstanceOf(Receipt.Overflow.class, second.receipt());
  }

  @Test
  void outlierThatWaitsForKeysDoesNotComeOnTopOfTheSameEventInFull() {
    byte[] join = built(room.member(BOB, BOB, "join"));
    receive(join, Arrival.OUTLIER);
    fetched.set(true);
    assertInstanceOf(Receipt.Judged.class, receive(join, Arrival.IN_FULL).receipt());
    List<Received.Released> released = room.writer().keysFetched();
    assertEquals(new Receipt.Known(idOf(join)), released.get(0).receipt());
    assertEquals(5, room.writer().room().graph().size());
    assertFalse(room.writer().room().graph().get(idOf(join)).get().isOutlier());
  }

  @Test
  void forgedCopyThatWaitsForKeysDoesNotHideTheEvent() {
    byte[] genuine = built(room.member(BOB, BOB, "join"));
    String text = new String(genuine, java.nio.charset.StandardCharsets.UTF_8);
    byte[] forged =
        text.replace("ed25519:1", "ed25519:2").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertInstanceOf(Receipt.KeysMissing.class, receive(forged, Arrival.IN_FULL).receipt());
    assertInstanceOf(Receipt.Known.class, receive(forged, Arrival.IN_FULL).receipt());
    fetched.set(true);
    assertInstanceOf(Receipt.Judged.class, receive(genuine, Arrival.IN_FULL).receipt());
  }
}
