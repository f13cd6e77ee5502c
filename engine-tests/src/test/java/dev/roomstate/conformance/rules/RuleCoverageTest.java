package dev.roomstate.conformance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.ModelImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule of every room version, seen deciding and seen letting pass.
 *
 * <p>Method: each situation is written by the timeline, received event by event, and its last event
 * is looked at; the model has to give the same answers.
 */
class RuleCoverageTest {
  private final EngineImplementation engine = new EngineImplementation();
  private final ModelImplementation model = new ModelImplementation();

  @TestFactory
  Stream<DynamicContainer> everySituationIsDecidedByItsRule() {
    return RoomVersions.STANDARD
        .all()
        .toJavaStream()
        .map(
            version ->
                DynamicContainer.dynamicContainer(
                    "room version " + version,
                    RuleSituations.in(version).stream()
                        .map(
                            situation ->
                                DynamicTest.dynamicTest(
                                    situation.toString(), () -> check(situation, version)))));
  }

  @Test
  void everyRuleOfEveryVersionWasSeenDecidingAndLettingPass() {
    Set<String> seen = new TreeSet<>();
    Set<String> wanted = new TreeSet<>();
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      for (RuleSituation situation : RuleSituations.in(version)) {
        check(situation, version);
        seen.add(pair(situation.rule(), version, situation.decides()));
      }
      for (AuthRule rule : AuthRule.values()) {
        if (RuleSituations.has(version, rule)) {
          wanted.add(pair(rule, version, true));
          wanted.add(pair(rule, version, false));
        }
      }
    }
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(seen);
    assertEquals(List.of(), missing);
  }

  private static String pair(AuthRule rule, RoomVersion version, boolean decides) {
    return rule + (decides ? " decides in version " : " lets pass in version ") + version;
  }

  private void check(RuleSituation situation, RoomVersion version) {
    RoomTimeline room = situation.room(Integer.parseInt(version.id()));
    ProtocolCase asked = room.toCase(situation.name());
    CaseAnswer answer = engine.judge(asked);
    CaseAnswer.EventAnswer last = answer.event(room.id(room.last()));
    AuthRule rule = situation.rule();
    if (rule.allows()) {
      // Which rule lets an event in is no part of the protocol, so it is asked of the engine.
      assertEquals(situation.decides(), decidingRule(asked) == rule, () -> room.draw(answer));
      assertEquals(situation.decides(), situation.decides() && last.isAllowed());
    } else if (situation.decides()) {
      assertEquals("rejected", last.outcome(), () -> room.draw(answer));
      assertEquals(rule.name(), last.rule(), () -> room.draw(answer));
      assertEquals(
          rule.number(version.rules().ruleList()).getOrNull(), last.ruleNumber(), rule::name);
    } else {
      assertEquals("accepted", last.outcome(), () -> room.draw(answer));
    }
    List<String> differences = answer.differences(model.judge(asked));
    assertTrue(differences.isEmpty(), () -> room.draw(answer) + differences);
  }

  private static AuthRule decidingRule(ProtocolCase asked) {
    try (RoomStateEngine rooms = RoomStateEngine.inMemory(EngineConfig.withoutSignatures())) {
      RoomWriter writer =
          rooms.openUnlistedRoom(RoomVersions.STANDARD.get(asked.roomVersion()).get());
      JudgedEvent judged = null;
      for (ProtocolCase.Entry entry : asked.events()) {
        Receipt receipt = writer.receive(EngineImplementation.received(entry)).receipt();
        judged = ((Receipt.Judged) receipt).entry();
      }
      VerifiedPdu event = new VerifiedPdu(judged.pdu(), judged.hash(), true);
      return writer.reducer().checks().byAuthEvents(event, writer.room()).rule();
    }
  }
}
