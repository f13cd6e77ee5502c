package dev.roomstate.conformance.rules;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.version.AuthRule;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * A named situation around a rule: the last event of the room is the one that the rule decides, by
 * rejecting it or letting it in, or that gets past the rule.
 *
 * @param rule the rule
 * @param decides whether the rule decides
 * @param name what the situation is
 * @param versions in which room versions it is such a situation, by number
 * @param start what the room begins with
 * @param write writes what happens then
 */
public record RuleSituation(
    AuthRule rule,
    boolean decides,
    String name,
    IntPredicate versions,
    Start start,
    Consumer<RoomTimeline> write) {

  /** What the room of a situation begins with. */
  public enum Start {
    /** Nothing. */
    EMPTY,
    /** The room that Alice has made, {@link RoomTimeline#room}. */
    ROOM,
    /** The same, hashed and signed. */
    SEALED
  }

  /** The rule decides the last event. */
  static RuleSituation decides(AuthRule rule, String name, Consumer<RoomTimeline> write) {
    return new RuleSituation(rule, true, name, version -> true, Start.ROOM, write);
  }

  /** The last event gets past the rule. */
  static RuleSituation passes(AuthRule rule, String name, Consumer<RoomTimeline> write) {
    return new RuleSituation(rule, false, name, version -> true, Start.ROOM, write);
  }

  /** This situation in a room without events. */
  RuleSituation fromNothing() {
    return new RuleSituation(rule, decides, name, versions, Start.EMPTY, write);
  }

  /** This situation in a room that is hashed and signed. */
  RuleSituation sealed() {
    return new RuleSituation(rule, decides, name, versions, Start.SEALED, write);
  }

  /** This situation only in these room versions. */
  RuleSituation in(IntPredicate changed) {
    return new RuleSituation(rule, decides, name, changed, start, write);
  }

  /** Whether the situation exists in this room version. */
  public boolean isIn(int version) {
    return versions.test(version);
  }

  /** The room in this version, the event that counts last. */
  public RoomTimeline room(int version) {
    String id = Integer.toString(version);
    RoomTimeline room =
        switch (start) {
          case EMPTY -> RoomTimeline.empty(id);
          case ROOM -> RoomTimeline.room(id);
          case SEALED -> RoomTimeline.sealedRoom(id);
        };
    write.accept(room);
    return room;
  }

  /** Alice's power levels with Bob and Carol at 50, and members beside. */
  static EventDraft moderators(RoomTimeline room, Object... members) {
    EventDraft draft =
        EventDraft.powerLevels("alice", room.levels("bob", 50, "carol", 50)).named("levels");
    for (int i = 0; i < members.length; i += 2) {
      draft.with((String) members[i], members[i + 1]);
    }
    return draft;
  }

  @Override
  public String toString() {
    return rule + (decides ? " decides " : " lets pass ") + name;
  }
}
