package dev.roomstate.conformance.laws;

import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.topic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.conformance.laws.DamagedPieces.Damage;
import dev.roomstate.conformance.laws.DamagedPieces.Kind;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.salvage.SalvageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which states after lost events are as good as told, and which are not. */
class SalvagedSituationsTest {
  @TempDir private Path folder;

  /** Salvages the log of a case without the entries of these numbers, counted by arrival. */
  private SalvageReport.RoomReport salvaged(ProtocolCase asked, int... lost) throws IOException {
    Path log = folder.resolve("log");
    ToldEntry.write(List.of(asked.withSoftFail(true)), log, LogKind.FILE);
    List<ToldEntry> entries = ToldEntry.all(log);
    // The first frame names the room.
    List<Damage> losses =
        IntStream.of(lost)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .map(entry -> new Damage(Kind.REMOVE, entry + 1, 0, 0))
            .toList();
    return SalvageCheck.assertSalvaged(log, entries, new DamagedPieces(log), losses, null)
        .rooms()
        .get(0);
  }

  private static int indexOf(RoomTimeline room, String name) {
    return room.names().indexOf(name);
  }

  private static List<String> following(SalvageReport.RoomReport said, RoomTimeline room) {
    List<String> names = new ArrayList<>();
    for (SalvageReport.Untold one : said.untold()) {
      for (String name : room.names()) {
        if (room.id(name).equals(one.event().value())) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static RoomTimeline line() {
    RoomTimeline room = RoomTimeline.room("11");
    for (int i = 0; i < 12; i++) {
      room.add(topic("alice", "t" + i).named("t" + i));
    }
    return room;
  }

  /** However many losses were before it, each is one in a line. */
  @Test
  void lossesInALineAreAsGoodAsTold() throws IOException {
    RoomTimeline room = line();
    int first = indexOf(room, "t0");
    SalvageReport.RoomReport said =
        salvaged(room.toCase("line"), first + 1, first + 4, first + 5, first + 9);
    assertEquals(List.of("t2", "t6", "t10"), following(said, room));
    assertTrue(said.untold().stream().allMatch(SalvageReport.Untold::isInLine));
    assertEquals(0, said.untoldEvents());
    assertEquals(-1, said.currentUntoldFrom());
    assertEquals(4, said.lost());
  }

  /** What is lost may be a merge of both, or follow one of them. */
  @Test
  void lossAtOpenForksIsNotTold() throws IOException {
    RoomTimeline room = line();
    room.add(topic("alice", "left").named("left").after("t11"));
    room.add(topic("alice", "left 2").named("left-2").after("left"));
    room.add(topic("alice", "right").named("right").after("t11"));
    room.add(message("alice").named("merge").after("left-2", "right"));
    room.add(message("alice").named("behind").after("merge"));
    room.add(message("alice").named("last").after("behind"));
    SalvageReport.RoomReport said = salvaged(room.toCase("forks"), indexOf(room, "merge"));
    assertEquals(List.of("behind"), following(said, room));
    assertFalse(said.untold().get(0).isInLine());
    assertEquals(2, said.untoldEvents(), "what builds on it is counted");
    int behind = indexOf(room, "behind");
    assertEquals(behind - 1, said.untold().get(0).position());
    assertEquals(behind - 1, said.currentUntoldFrom());
  }

  /** It began a fork, so that what comes next does not follow it. */
  @Test
  void lossThatBeganAForkIsNotTold() throws IOException {
    RoomTimeline room = line();
    room.add(topic("alice", "aside").named("aside").after("t5"));
    room.add(topic("alice", "on").named("on").after("t11"));
    room.add(message("alice").named("behind").after("aside"));
    SalvageReport.RoomReport said = salvaged(room.toCase("fork"), indexOf(room, "aside"));
    assertEquals(List.of("behind"), following(said, room));
    assertFalse(said.untold().get(0).isInLine());
    assertEquals(indexOf(room, "on") - 1, said.currentUntoldFrom());
  }

  /** The loss of an event that follows an older one is told apart by its depth. */
  @Test
  void lossThatForksOffBelowTheNewestIsNotTakenForALine() throws IOException {
    RoomTimeline room = line();
    room.add(topic("alice", "aside").named("aside").after("t10"));
    room.add(message("alice").named("behind").after("aside"));
    SalvageReport.RoomReport said = salvaged(room.toCase("fork"), indexOf(room, "aside"));
    assertFalse(said.untold().get(0).isInLine());
  }

  /** In a room where events come with a state, what is lost may have come with one. */
  @Test
  void lossInARoomWithGivenStatesIsNotTold() throws IOException {
    RoomTimeline room = line();
    room.add(join("bob").named("bob"));
    room.add(message("alice").named("given").givenState(room.names().subList(0, 4)));
    room.add(message("alice").named("lost"), message("alice").named("behind"));
    SalvageReport.RoomReport said = salvaged(room.toCase("given"), indexOf(room, "lost"));
    assertEquals(List.of("behind"), following(said, room));
    assertFalse(said.untold().get(0).isInLine());
  }

  /** Its number is there, and only the way back to the last entry of the room tells of the loss. */
  @Test
  void lossOfWhatCameAsAnOutlierBeforeIsSeen() throws IOException {
    RoomTimeline room = line();
    room.add(topic("alice", "new").named("new"));
    List<ProtocolCase.Entry> events = new ArrayList<>(room.entries());
    ProtocolCase.Entry newest = events.get(events.size() - 1);
    events.add(events.size() - 1, newest.asOutlier());
    room.add(message("alice").named("other").after("t11"));
    events.add(room.entries().get(room.entries().size() - 1));
    room.add(message("alice").named("behind").after("new"));
    events.add(room.entries().get(room.entries().size() - 1));
    SalvageReport.RoomReport said =
        salvaged(room.toCase("outlier").withEvents(events), events.size() - 3);
    assertEquals(0, said.lost(), "its outlier is there");
    assertEquals(List.of("behind"), following(said, room));
    assertEquals(events.size() - 3, said.currentUntoldFrom());
    assertEquals(events.size() - 3, said.inexactFrom());
  }
}
