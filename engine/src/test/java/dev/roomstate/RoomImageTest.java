package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventVerifier;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.CurrentStateUpkeep;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.resolution.StateResolutionReading;
import dev.roomstate.room.Room;
import dev.roomstate.room.RoomImage;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
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

  /**
   * Goal: an image is refused, or the room that it is can be used like any other. Method: bytes are
   * changed, the check value being none of the image's, and everything is asked of what is read.
   */
  @Property(tries = 300)
  void imageThatWasForgedIsRefusedOrCanBeUsed(
      @ForAll long seed, @ForAll @IntRange(max = 5) int version) {
    ReplayLawTest.History history =
        ReplayLawTest.history(seed, VERSIONS[version], new InMemoryEventLog());
    List<LogEntry> entries = ReplayLawTest.entries(history.log());
    byte[] image = image(history.room().room());
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      byte[] forged = image.clone();
      int at = random.nextInt(forged.length);
      int change = random.nextInt(4);
      forged[at] =
          (byte)
              (change == 0
                  ? random.nextInt()
                  : change == 1
                      ? forged[at] ^ 1 << random.nextInt(8)
                      : forged[at] + change * 2 - 5);
      try {
        use(read(forged, VERSIONS[version], lookup(entries)), VERSIONS[version]);
      } catch (MalformedBytes e) {
        // Refused.
      }
    }
  }

  private static void use(Room room, String version) {
    RoomReducer reducer =
        new RoomReducer(
            HandRoom.version(version),
            RoomVersions.STANDARD,
            EventVerifier.withoutSignatures(TestServer.ED25519),
            StateResolutionReading.NETWORK,
            true,
            CurrentStateUpkeep.ALWAYS);
    EventGraph graph = room.graph();
    StateView current = new StateView(graph, reducer.currentState(room));
    current.membership(new UserId(HandRoom.ALICE));
    List<StateMap> states = new ArrayList<>();
    for (int number = 0; number < graph.size(); number++) {
      GraphEvent event = graph.event(number);
      event.onlyPrevEvent();
      event.stateFacts();
      room.redactedBy(event.id(), new UserId(HandRoom.BOB));
      if (event.isState() && event.key() == StateKeys.POWER_LEVELS) {
        graph.commonPowerLevels(number, number);
      }
      for (StateMap state : event.stateBefore().toList().appendAll(event.stateAfter())) {
        StateView view = new StateView(graph, state);
        assertEquals(state.size(), view.entries().size());
        assertFalse(view.hash().isEmpty());
        states.add(state);
      }
    }
    if (!states.isEmpty()) {
      reducer.resolver().resolve(graph, List.of(states.get(0), states.get(states.size() / 2)));
    }
    String last = room.forwardExtremities().headOption().fold(() -> "$no:a.org", EventId::value);
    HandEvent next = HandRoom.topic("$next:a.org", "new").after(last);
    boolean pairs =
        HandRoom.version(version).rules().references() == EventReferenceFormat.ID_AND_HASHES;
    byte[] bytes = next.json(HandRoom.ID, pairs);
    Either<EventDefect, Pdu> parsed = reducer.parse(bytes, Option.some(new EventId(next.id())));
    if (parsed.isLeft()) {
      // The id of the extremity is none that an event may name.
      return;
    }
    Pdu pdu = parsed.get();
    VerifiedPdu verified = reducer.verify(pdu).get();
    if (reducer.missing(pdu, Arrival.IN_FULL, room).isEmpty()) {
      Room after = reducer.judge(verified, Arrival.IN_FULL, room).room();
      assertTrue(after.graph().size() > graph.size());
      reducer.currentState(after);
    }
  }
}
