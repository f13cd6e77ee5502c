package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.RandomHistory;
import dev.roomstate.conformance.history.Temper;
import dev.roomstate.event.Redaction;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.RoomVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is in an event that no rule reads changes nothing; nor does what users are called. */
public interface ContentLaws {
  /** Who is tried. */
  RoomImplementation subject();

  /** Rooms of trusted ids. */
  @Provide
  default Arbitrary<HistorySeed> trustedHistories() {
    return HistoryArbitraries.histories(new Temper(10, false, false, 35));
  }

  /** Hashed and signed rooms. */
  @Provide
  default Arbitrary<HistorySeed> sealedHistories() {
    return HistoryArbitraries.histories(new Temper(0, true, false, 35));
  }

  /** Members that nobody knows, in messages and topics. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  default void unknownContentChangesNothing(@ForAll("trustedHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    ProtocolCase asked = history.toCase("content");
    ProtocolCase grown =
        changed(
            asked, pdu -> pdu.replace("\"content\":{\"body\":", "\"content\":{\"x\":1,\"body\":"));
    assertEquals(subject().judge(asked), subject().judge(grown), () -> history.timeline().draw());
  }

  /** A redacted message or topic has the same id, and is judged the same. */
  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  default void redactedMessagesAreJudgedTheSame(@ForAll("sealedHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    ProtocolCase asked = history.toCase("redaction");
    ProtocolCase redacted = changed(asked, pdu -> redacted(pdu, seed.version()));
    CaseAnswer whole = subject().judge(asked);
    CaseAnswer less = subject().judge(redacted);
    for (int i = 0; i < whole.events().size(); i++) {
      CaseAnswer.EventAnswer before = whole.events().get(i);
      CaseAnswer.EventAnswer after = less.events().get(i);
      assertEquals(before.eventId(), after.eventId());
      assertEquals(before.verdict(), after.verdict(), () -> history.timeline().draw());
      assertEquals(before.stateAfter(), after.stateAfter(), () -> history.timeline().draw());
      boolean wasChanged = !asked.events().get(i).equals(redacted.events().get(i));
      assertTrue(!wasChanged || !"ok".equals(after.hash()), "its content hash no longer matches");
    }
  }

  private static String redacted(String pdu, String version) {
    if (!pdu.contains("\"type\":\"m.room.message\"")
        && !pdu.contains("\"type\":\"m.room.topic\"")) {
      return pdu;
    }
    JsonObject event =
        (JsonObject) JsonParser.parse(pdu.getBytes(StandardCharsets.UTF_8)).get().value();
    return CanonicalJson.text(
        Redaction.redact(event, RoomVersions.STANDARD.get(version).get().rules()));
  }

  /** Users called otherwise, on the same servers, everywhere in the room. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  default void renamedUsersAreJudgedTheSame(@ForAll("trustedHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    ProtocolCase asked = withoutSignedBlocks(history.toCase("names"));
    ProtocolCase renamed = changed(asked, ContentLaws::renamed);
    List<String> before = verdicts(subject().judge(asked));
    List<String> after = verdicts(subject().judge(renamed));
    assertEquals(before, after, () -> history.timeline().draw());
  }

  private static String renamed(String pdu) {
    return pdu.replace("\"@alice:a.org\"", "\"@zoe:a.org\"")
        .replace("\"@bob:b.org\"", "\"@adam:b.org\"")
        .replace("\"@carol:a.org\"", "\"@Yves 2:a.org\"")
        .replace("\"@dave:d.org\"", "\"@mallory_:d.org\"");
  }

  /** An identity server has signed the names in the others. */
  private static ProtocolCase withoutSignedBlocks(ProtocolCase asked) {
    return asked.withEvents(
        asked.events().stream().filter(e -> !e.pdu().contains("\"signed\"")).toList());
  }

  private static List<String> verdicts(CaseAnswer answer) {
    return answer.events().stream().map(e -> e.eventId() + " " + e.verdict()).toList();
  }

  private static ProtocolCase changed(ProtocolCase asked, UnaryOperator<String> change) {
    List<ProtocolCase.Entry> entries = new ArrayList<>();
    for (ProtocolCase.Entry entry : asked.events()) {
      String pdu = change.apply(entry.pdu());
      entries.add(
          pdu.equals(entry.pdu())
              ? entry
              : new ProtocolCase.Entry(entry.trustedId(), pdu, entry.outlier(), entry.state()));
    }
    return asked.withEvents(entries);
  }
}
