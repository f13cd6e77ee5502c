package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.EngineConfig;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.event.Redaction;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.json.JsonValue;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws about what only the engine shows: its log, its redaction, its canonical JSON. */
class EngineLawsTest {
  @Provide
  Arbitrary<HistorySeed> histories() {
    return HistoryArbitraries.histories();
  }

  /** Goal: replay = live. Method: each prefix of the log is applied to an empty room. */
  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void replayingTheLogEqualsTheLiveRoomAfterAnyPrefix(@ForAll("histories") HistorySeed seed) {
    RoomVersion version = RoomVersions.STANDARD.get(seed.version()).get();
    List<JudgedEvent> log = new ArrayList<>();
    List<String> live = new ArrayList<>();
    try (RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withoutSignatures())) {
      RoomWriter writer = engine.openUnlistedRoom(version);
      engine.subscribe(
          entry -> {
            log.add(entry.event());
            live.add(essence(writer.room()));
          });
      for (ProtocolCase.Entry entry : seed.toCase().events()) {
        writer.receive(EngineImplementation.received(entry));
      }
    }
    Room replayed = Room.empty(version, 7);
    for (int i = 0; i < log.size(); i++) {
      replayed = replayed.apply(log.get(i));
      assertEquals(live.get(i), essence(replayed));
    }
  }

  private static String essence(Room room) {
    int last = room.graph().size() - 1;
    StringBuilder text = new StringBuilder();
    text.append(room.forwardExtremities()).append(room.id());
    for (CurrentState kept : room.currentState()) {
      text.append(new StateView(room.graph(), kept.state()).hash());
      text.append(kept.isFresh()).append(kept.debt());
    }
    for (int number = Math.max(0, last - 2); number <= last; number++) {
      GraphEvent event = room.graph().event(number);
      text.append('\n').append(event.id()).append(event.outcome());
      event.stateBefore().forEach(s -> text.append(new StateView(room.graph(), s).hash()));
      event.stateAfter().forEach(s -> text.append(new StateView(room.graph(), s).hash()));
    }
    return text.toString();
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void redactingTwiceIsRedactingOnce(@ForAll("histories") HistorySeed seed) {
    for (JsonObject event : objects(seed)) {
      for (RoomVersion version : RoomVersions.STANDARD.all()) {
        RoomVersionRules rules = version.rules();
        JsonObject once = Redaction.redact(event, rules);
        assertEquals(once, Redaction.redact(once, rules));
      }
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void canonicalJsonOfCanonicalJsonIsItself(@ForAll("histories") HistorySeed seed) {
    for (JsonObject event : objects(seed)) {
      byte[] once = CanonicalJson.write(event);
      JsonValue again = JsonParser.parse(once).get().value();
      assertEquals(Arrays.toString(once), Arrays.toString(CanonicalJson.write(again)));
    }
  }

  private static List<JsonObject> objects(HistorySeed seed) {
    List<JsonObject> objects = new ArrayList<>();
    for (ProtocolCase.Entry entry : seed.toCase().events()) {
      JsonParser.parse(entry.pdu().getBytes(StandardCharsets.UTF_8))
          .forEach(document -> objects.add((JsonObject) document.value()));
    }
    return objects;
  }
}
