package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.EngineConfig;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The PDUs that the recording servers never stored, against what the specification asks for.
 *
 * <p>Method: each is judged in the room as it was when it came, and leaves no trace there.
 */
class DroppedPdusTest {
  /** What is answered to each kind of PDU, and in how many rooms; what servers drop, too. */
  private static final Map<String, Integer> ANSWERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("wrong signature: dropped, signature", 5),
              Map.entry("no signature: dropped, signature", 5),
              Map.entry("signed by another server only: dropped, signature", 5),
              Map.entry("unknown key id: dropped, signature", 5),
              Map.entry("changed in what is signed (depth): dropped, signature", 5),
              Map.entry("more than 65,535 bytes: dropped, format", 5),
              Map.entry("type of 256 bytes: dropped, format", 5),
              Map.entry("state key of 256 bytes: dropped, format", 5),
              Map.entry("negative depth: dropped, format", 5),
              Map.entry("11 auth events: dropped, format", 5),
              // From version 6 on; before, a depth of up to 2^63−1 is one, which servers drop.
              Map.entry("depth over 2^53-1: dropped, format", 4),
              Map.entry("depth over 2^53-1: accepted", 1),
              Map.entry("float in the content: dropped, format", 4),
              Map.entry("integer over 2^53-1: dropped, format", 4),
              // Rules reject these; servers fail in the attempt and drop them.
              Map.entry("power levels as strings: rejected by POWER_LEVELS_NOT_INTEGER", 3),
              Map.entry("cites the create event: rejected by AUTH_EVENTS_UNEXPECTED", 1),
              Map.entry(
                  "3pid invite, signed without token: rejected by"
                      + " INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN",
                  3),
              // Any of the keys will do, so one that is none is skipped.
              Map.entry("3pid invite, first of public_keys is not base64: accepted", 3)));

  @Test
  void eachIsAnsweredAsTheSpecificationAsks() {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> answers = new TreeMap<>();
    for (String name : RecordedRoom.names()) {
      RecordedRoom room = RecordedRoom.read(name);
      if (room.dropped().isEmpty()) {
        continue;
      }
      try (RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withKeys(room.keys()))) {
        RoomWriter writer =
            engine.openUnlistedRoom(RoomVersions.STANDARD.get(room.roomVersion()).get());
        for (int i = 0; i < room.lines().size(); i++) {
          writer.receive(RecordedRoomsTest.received(room.lines().get(i)));
          String id = room.expected().get(i).get("event_id").asString();
          for (JsonNode dropped : room.dropped()) {
            if (dropped.get("after").asString().equals(id)) {
              String answer = answer(dropped, writer);
              answers.merge(dropped.get("note").asString() + ": " + answer, 1, Integer::sum);
              if (!answer.startsWith(dropped.get("spec").asString())) {
                wrong.add(name + ": " + dropped.get("note") + ": " + answer);
              }
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(ANSWERS, answers);
  }

  private static String answer(JsonNode line, RoomWriter writer) {
    RoomReducer reducer = writer.reducer();
    ReceivedPdu received = RecordedRoomsTest.received(line);
    Either<EventDefect, Pdu> pdu = reducer.parse(received.bytes(), Option.none());
    if (pdu.isLeft()) {
      return "dropped, " + pdu.getLeft().check().label();
    }
    Either<NotVerified, VerifiedPdu> verified = reducer.verify(pdu.get());
    if (verified.isLeft()) {
      return verified.getLeft() instanceof NotVerified.Dropped dropped
          ? "dropped, " + dropped.defect().check().label()
          : "deferred";
    }
    JudgedEvent judged = reducer.judge(verified.get(), Arrival.IN_FULL, writer.room()).entry();
    return judged.outcome().label()
        + judged.rejection().map(rejection -> " by " + rejection.rule()).getOrElse("");
  }
}
