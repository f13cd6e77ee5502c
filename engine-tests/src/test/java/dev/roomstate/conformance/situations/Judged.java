package dev.roomstate.conformance.situations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.ModelImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.event.StateKey;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A hand-written room, judged by the engine and, alike, by the model. */
final class Judged {
  private final RoomTimeline room;
  private final CaseAnswer answer;

  private Judged(RoomTimeline room, CaseAnswer answer) {
    this.room = room;
    this.answer = answer;
  }

  /** Judges without check 6. */
  static Judged judge(RoomTimeline room) {
    return judge(room, room.toCase("situation"));
  }

  /** Judges with check 6. */
  static Judged judgeNow(RoomTimeline room) {
    return judge(room, room.toCase("situation").withSoftFail(true));
  }

  /** Judges this case of the room. */
  static Judged judge(RoomTimeline room, ProtocolCase asked) {
    CaseAnswer answer = new EngineImplementation().judge(asked);
    List<String> differences = answer.differences(new ModelImplementation().judge(asked));
    assertEquals(List.of(), differences, () -> room.draw(answer) + asked.toLine());
    return new Judged(room, answer);
  }

  /** The room versions from one to another. */
  static Stream<String> versions(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString);
  }

  /** All room versions. */
  static Stream<String> versions() {
    return RoomVersions.STANDARD.all().map(RoomVersion::id).toJavaStream();
  }

  CaseAnswer answer() {
    return answer;
  }

  Judged accepted(String... names) {
    for (String name : names) {
      assertEquals(name + " accepted", name + " " + verdict(name), () -> room.draw(answer));
    }
    return this;
  }

  Judged rejected(String name, String check, AuthRule rule) {
    String wanted = "rejected (" + check + ": " + rule + ")";
    assertEquals(wanted, verdict(name), () -> room.draw(answer));
    return this;
  }

  Judged rejected(String name, AuthRule rule) {
    return rejected(name, "auth_events", rule);
  }

  Judged softFailed(String name, AuthRule rule) {
    assertEquals(
        "soft_failed (current_state: " + rule + ")", verdict(name), () -> room.draw(answer));
    return this;
  }

  Judged dropped(String name) {
    assertEquals("dropped", outcome(name), () -> room.draw(answer));
    return this;
  }

  /** The state after these events holds that event under its key. */
  Judged state(String type, String key, String name, String... after) {
    String found =
        room.stateAfter(List.of(after))
            .get(new StateKey(type, key))
            .map(Object::toString)
            .getOrElse("none");
    assertEquals(room.id(name), found, () -> room.draw(answer));
    return this;
  }

  /** The state after these events holds nothing under this key. */
  Judged noState(String type, String key, String... after) {
    return state(type, key, "none", after);
  }

  String verdict(String name) {
    return answer.find(room.id(name)).map(CaseAnswer.EventAnswer::verdict).getOrElse("dropped");
  }

  String outcome(String name) {
    return answer.find(room.id(name)).map(CaseAnswer.EventAnswer::outcome).getOrElse("dropped");
  }
}
