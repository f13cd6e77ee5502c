package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that come before what they cite. */
class DeferralTest {
  private final HandRoom room = HandRoom.made("11");

  private static List<String> released(Received received) {
    List<String> ids = new ArrayList<>();
    for (Received.Released released : received.released()) {
      ids.add(((Receipt.Judged) released.receipt()).entry().pdu().id().value());
    }
    return ids;
  }

  private static List<String> missing(Received received) {
    return ((Receipt.Deferred) received.receipt()).missing().map(EventId::value).toJavaList();
  }

  @Test
  void eventThatWasJudgedIsKnown() {
    room.accept(HandRoom.byAlice("$m").after("$bob:b.org"));
    Received again = room.receive(HandRoom.byAlice("$m").after("$bob:b.org"));
    assertEquals(new Receipt.Known(new EventId("$m")), again.receipt());
    assertEquals(6, room.room().graph().size());
  }

  @Test
  void eventThatWaitsIsKnown() {
    room.receive(HandRoom.byAlice("$m").after("$absent"));
    Received again = room.receive(HandRoom.byAlice("$m").after("$absent"));
    assertEquals(new Receipt.Known(new EventId("$m")), again.receipt());
  }

  @Test
  void whatIsMissingIsNamedOnceAndSorted() {
    HandEvent event =
        HandEvent.message("$m", HandRoom.ALICE)
            .auth("$create:a.org", "$z", "$y")
            .after("$z", "$a", "$a");
    assertEquals(List.of("$a", "$y", "$z"), missing(room.receive(event)));
  }

  @Test
  void eventsThatBecomeReadyTogetherAreReleasedInTheOrderOfTheirReceipt() {
    Received first = room.receive(HandRoom.byAlice("$first").after("$parent"));
    Received second = room.receive(HandRoom.byBob("$second").after("$parent"));
    Received third = room.receive(HandRoom.byAlice("$a-third").after("$parent"));
    Received parent = room.accept(HandRoom.byAlice("$parent").after("$bob:b.org"));
    assertEquals(List.of("$first", "$second", "$a-third"), released(parent));
    assertEquals(
        List.of(first.ticket(), second.ticket(), third.ticket()),
        parent.released().stream().map(Received.Released::ticket).toList());
    assertTrue(parent.ticket() > third.ticket());
  }

  @Test
  void releasedEventReleasesOthersOfAnEarlierReceiptFirst() {
    room.receive(HandRoom.byAlice("$late").after("$mid"));
    room.receive(HandRoom.byAlice("$mid").after("$parent"));
    room.receive(HandRoom.byAlice("$other").after("$parent"));
    Received parent = room.accept(HandRoom.byAlice("$parent").after("$bob:b.org"));
    assertEquals(List.of("$mid", "$late", "$other"), released(parent));
  }

  @Test
  void eventWaitsForAllThatItCites() {
    room.receive(HandRoom.byAlice("$join").after("$left", "$right"));
    assertEquals(List.of(), released(room.accept(HandRoom.byAlice("$left").after("$bob:b.org"))));
    assertEquals(
        List.of("$join"), released(room.accept(HandRoom.byAlice("$right").after("$bob:b.org"))));
    assertEquals(
        List.of("$join"), room.room().forwardExtremities().map(EventId::value).toJavaList());
  }

  @Test
  void rejectedParentReleasesToo() {
    room.receive(HandRoom.byAlice("$child").after("$rejected"));
    HandEvent rejected = HandEvent.message("$rejected", "@eve:e.org").after("$bob:b.org");
    Received received = room.receive(rejected);
    assertEquals(Outcome.REJECTED, room.outcome("$rejected"));
    assertEquals(List.of("$child"), released(received));
    assertEquals(Outcome.ACCEPTED, room.outcome("$child"));
  }

  @Test
  void eventThatCitesItselfWaitsForEver() {
    assertEquals(List.of("$m"), missing(room.receive(HandRoom.byAlice("$m").after("$m"))));
    assertEquals(1, room.writer().waiting().size());
  }

  @Test
  void whatWaitsTellsWhatItStillWaitsFor() {
    room.receive(HandRoom.byAlice("$join").after("$left", "$right"));
    room.accept(HandRoom.byAlice("$left").after("$bob:b.org"));
    List<RoomWriter.Waiting> waiting = room.writer().waiting();
    assertEquals(1, waiting.size());
    assertEquals("[$right]", waiting.get(0).receipt().missing().toJavaList().toString());
  }

  @Test
  void chainOfFiftyThousandIsReleasedWithoutRecursionAndInLinearTime() {
    int length = 50_000;
    HandRoom roomy =
        HandRoom.made(
            "11",
            EngineConfig.withoutSignatures()
                .withMemory(MemoryLimits.STANDARD.withParked(60_000, 1L << 30)));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = length; i > 1; i--) {
            Received received = roomy.receive(HandRoom.byAlice("$m" + i).after("$m" + (i - 1)));
            assertInstanceOf(Receipt.Deferred.class, received.receipt());
          }
          Received last = roomy.accept(HandRoom.byAlice("$m1").after("$bob:b.org"));
          assertEquals(length - 1, last.released().size());
        });
    assertEquals("$m" + length, roomy.room().forwardExtremities().head().value());
    assertEquals(List.of(), roomy.writer().waiting());
  }

  @Test
  void tooManyThatWaitOverflowAndAreNotKept() {
    HandRoom small =
        HandRoom.made(
            "11",
            EngineConfig.withoutSignatures()
                .withMemory(MemoryLimits.STANDARD.withParked(2, 1L << 20)));
    small.receive(HandRoom.byAlice("$a").after("$absent"));
    small.receive(HandRoom.byAlice("$b").after("$absent"));
    Received third = small.receive(HandRoom.byAlice("$c").after("$absent"));
    Receipt.Overflow overflow = assertInstanceOf(Receipt.Overflow.class, third.receipt());
    assertEquals("[$absent]", overflow.missing().toJavaList().toString());
    Received parent = small.accept(HandRoom.byAlice("$absent").after("$bob:b.org"));
    assertEquals(List.of("$a", "$b"), released(parent));
    // There is room again, and the third can come once more.
    small.accept(HandRoom.byAlice("$c").after("$absent"));
  }

  @Test
  void tooManyBytesThatWaitOverflowToo() {
    HandEvent waiting = HandRoom.byAlice("$a").after("$absent");
    // Canonical: the same members, without white space.
    int size = room.received(waiting, Arrival.IN_FULL).bytes().length;
    HandRoom small =
        HandRoom.made(
            "11",
            EngineConfig.withoutSignatures()
                .withMemory(MemoryLimits.STANDARD.withParked(10, 2L * size)));
    small.receive(waiting);
    small.receive(HandRoom.byAlice("$b").after("$absent"));
    Received third = small.receive(HandRoom.byAlice("$c").after("$absent"));
    assertInstanceOf(Receipt.Overflow.class, third.receipt());
  }

  @Test
  void limitsDoNotHoldBackWhatNeedsNotWait() {
    HandRoom none =
        HandRoom.made(
            "11",
            EngineConfig.withoutSignatures().withMemory(MemoryLimits.STANDARD.withParked(0, 0)));
    none.accept(HandRoom.byAlice("$m").after("$bob:b.org"));
    Received waiting = none.receive(HandRoom.byAlice("$n").after("$absent"));
    assertInstanceOf(Receipt.Overflow.class, waiting.receipt());
    assertFalse(none.room().graph().get(new EventId("$n")).isDefined());
  }
}
