package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.content.Membership;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.StateView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README, with a recorded room in the place of a transaction. */
class ReadmeExampleTest {
  @Test
  void theExampleReceivesARoomAndReadsItsState() {
    RecordedRoom room = RecordedRoom.read("v11-space");
    KeyRing keys = room.keys();
    RoomId roomId = new RoomId(room.lines().get(0).get("pdu").get("room_id").asString());
    UserId creator = new UserId(room.lines().get(0).get("pdu").get("sender").asString());
    List<byte[]> transaction =
        room.lines().stream()
            .map(line -> line.get("pdu").toString().getBytes(StandardCharsets.UTF_8))
            .toList();
    List<Receipt> answers = new ArrayList<>();
    List<String> printed = new ArrayList<>();

    try (RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withKeys(keys))) {
      engine.subscribe(entry -> printed.add(entry.position() + " " + entry.event().outcome()));
      for (byte[] pdu : transaction) {
        engine
            .receive(ReceivedPdu.of(pdu))
            .peek(received -> answers.add(received.receipt()))
            .peekLeft(refused -> printed.add(refused.name()));
      }
      StateView state = engine.currentState(roomId).get();
      Membership membership = state.membership(creator);

      assertEquals(Membership.JOIN, membership);
    }
    assertEquals(transaction.size(), answers.size());
    assertEquals(transaction.size(), printed.size());
    assertTrue(answers.stream().allMatch(Receipt.Judged.class::isInstance));
  }
}
