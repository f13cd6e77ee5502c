package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.Room;
import dev.roomstate.room.RoomImage;
import dev.roomstate.state.StateMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A room that is written and read again is the same room, whatever it goes through then. */
class RoomImageTest {
  private static final String[] VERSIONS = {"1", "2", "3", "6", "10", "11"};

  private static EventLookup lookup(List<LogEntry> entries) {
    return new EventLookup() {
      @Override
      public EventFacts facts(int number) {
        return entries.stream()
            .map(LogEntry::event)
            .filter(event -> event.placement().number() == number)
            .findFirst()
            .get()
            .pdu()
            .facts();
      }

      @Override
      public void held(HeldFacts facts) {
        facts.letGo();
      }
    };
  }

  private static byte[] image(Room room) {
    BinaryWriter out = new BinaryWriter();
    RoomImage.write(room, out);
    return out.written();
  }

  private static Room read(byte[] image, String version, EventLookup lookup) throws MalformedBytes {
    BinaryReader in = new BinaryReader(image, 0, image.length);
    Room room = RoomImage.read(HandRoom.version(version), in, 99, lookup);
    in.end();
    return room;
  }

  @Property(tries = 150)
  void roomThatWasReadIsTheRoomThatWasWritten(
      @ForAll long seed, @ForAll @IntRange(max = 5) int version) throws MalformedBytes {
    ReplayLawTest.History history =
        ReplayLawTest.history(seed, VERSIONS[version], new InMemoryEventLog());
    List<LogEntry> entries = ReplayLawTest.entries(history.log());
    int cut = new Random(seed).nextInt(entries.size() + 1);
    Room live = Room.empty(HandRoom.version(VERSIONS[version]), 7);
    for (LogEntry entry : entries.subList(0, cut)) {
      live = live.apply(entry.event());
    }
    byte[] image = image(live);
    Room read = read(image, VERSIONS[version], lookup(entries));
    ReplayLawTest.assertSameRoom(live, read);
    assertEquals(sharing(live), sharing(read));
    assertArrayEquals(image, image(read));
    for (LogEntry entry : entries.subList(cut, entries.size())) {
      live = live.apply(entry.event());
      read = read.apply(entry.event());
      ReplayLawTest.assertSameRoom(live, read);
      assertEquals(sharing(live), sharing(read));
    }
  }

  /** Which states are one and the same version. */
  private static String sharing(Room room) {
    IdentityHashMap<Object, Integer> versions = new IdentityHashMap<>();
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < room.graph().size(); number++) {
      GraphEvent event = room.graph().event(number);
      for (StateMap state : event.stateBefore().toList().appendAll(event.stateAfter())) {
        text.append(versions.computeIfAbsent(state.version(), v -> versions.size())).append(' ');
      }
    }
    return text.toString();
  }

  @Property(tries = 150)
  void bytesThatAreNoImageAreRefused(@ForAll long seed) {
    ReplayLawTest.History history = ReplayLawTest.history(seed, "1", new InMemoryEventLog());
    List<LogEntry> entries = ReplayLawTest.entries(history.log());
    byte[] image = image(history.room().room());
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 50; i++) {
      byte[] damaged = image.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged, "1", lookup(entries));
      } catch (MalformedBytes e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }
}
