package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventPositions;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.snapshot.RoomSnapshot;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: what a room is counted as is what it takes, so that a limit of bytes is one. Method: many
 * copies of a room are made, and the heap is measured with and without them.
 */
class RoomSizeTest {
  private static final RoomId ID = new RoomId(HandRoom.ID);
  private static final long MEASURED_BYTES = 24L << 20;

  /** What is looked up is let go of at once: it is not of the room's size. */
  private static final EventLookup LOOKUP =
      new EventLookup() {
        @Override
        public EventFacts facts(int number) {
          throw new AssertionError("nothing is asked of events");
        }

        @Override
        public void held(HeldFacts facts) {
          facts.letGo();
        }
      };

  private record Sized(Room room, EventPositions positions) {
    long bytes() {
      return room.bytes() + positions.bytes();
    }
  }

  private static String hash(int number) {
    byte[] bytes = ByteBuffer.allocate(32).putInt(number).putInt(28, number * 31 + 7).array();
    return "$" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A room of so many events, of which every other one is a state event of its own key if so. */
  private static List<LogEntry> entries(int events, boolean states, IntFunction<String> id) {
    HandRoom room =
        HandRoom.empty(
            "11",
            EngineConfig.withoutSignatures(),
            new dev.roomstate.log.memory.InMemoryEventLog());
    String content = "{\"room_version\":\"11\"}";
    room.accept(HandEvent.state(id.apply(0), "m.room.create", "", HandRoom.ALICE, content));
    room.accept(
        HandEvent.member(id.apply(1), HandRoom.ALICE, "join").auth(id.apply(0)).after(id.apply(0)));
    List<ReceivedPdu> received = new ArrayList<>();
    for (int i = 2; i < events; i++) {
      HandEvent event =
          states && i % 2 == 0
              ? HandEvent.state(id.apply(i), "org.example.topic", "key" + i, HandRoom.ALICE, "{}")
              : HandEvent.message(id.apply(i), HandRoom.ALICE);
      HandEvent placed = event.auth(id.apply(0), id.apply(1)).after(id.apply(i - 1)).at(i);
      received.add(room.received(placed, Arrival.IN_FULL));
    }
    room.writer().receiveAll(received);
    List<LogEntry> entries = new ArrayList<>();
    room.engine().log().forEachFrom(LogPosition.FIRST, entries::add);
    assertEquals(events, entries.size());
    return entries;
  }

  /** Entries as a log has them: nothing of what is read is shared with what was read before. */
  private static List<byte[]> logged(List<LogEntry> entries) {
    return entries.stream().map(entry -> EntryFormat.write(0, 0, entry.event())).toList();
  }

  private static Sized replayed(List<byte[]> logged) {
    Room room = Room.empty(HandRoom.version("11"), 5, LOOKUP);
    EventPositions positions = EventPositions.EMPTY;
    for (byte[] bytes : logged) {
      JudgedEvent event =
          EntryFormat.read(bytes, number -> HandRoom.version("11").rules()).get().event();
      int number = event.placement().number();
      positions = positions.with(number, new LogPosition(3L * number));
      room = room.apply(event);
    }
    return new Sized(room, positions);
  }

  private static Sized read(byte[] snapshot) {
    RoomSnapshot read =
        RoomSnapshot.read(snapshot, ID, HandRoom.version("11"), (last, value) -> true, 5, LOOKUP)
            .get();
    return new Sized(read.room(), read.positions());
  }

  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(30);
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }

  private static void assertCounted(java.util.function.Supplier<Sized> made)
      throws InterruptedException {
    long counted = made.get().bytes();
    Sized[] copies = new Sized[(int) Math.max(4, MEASURED_BYTES / counted)];
    long before = heap();
    for (int i = 0; i < copies.length; i++) {
      copies[i] = made.get();
    }
    long real = (heap() - before) / copies.length;
    assertEquals(counted, copies[copies.length - 1].bytes());
    assertTrue(
        Math.abs(counted - real) <= real / 5, "counted " + counted + ", and it takes " + real);
  }

  @ParameterizedTest
  @CsvSource({
    "3, false, true", "100, false, true", "100, true, true", "10000, false, true",
    "10000, true, true", "3, false, false", "100, true, false", "10000, false, false"
  })
  void roomIsCountedAsWhatItTakes(int events, boolean states, boolean hashes)
      throws InterruptedException {
    IntFunction<String> ids = hashes ? RoomSizeTest::hash : i -> "$event" + i + ":a.org";
    List<LogEntry> entries = entries(events, states, ids);
    List<byte[]> logged = logged(entries);
    assertCounted(() -> replayed(logged));
    Sized room = replayed(logged);
    LogPosition last = new LogPosition(3L * entries.size());
    byte[] snapshot = new RoomSnapshot(ID, last, 0, room.room(), room.positions()).write();
    assertCounted(() -> read(snapshot));
  }
}
