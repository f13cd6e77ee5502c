package dev.roomstate.bench.workloads;

import dev.roomstate.version.RoomVersion;
import java.util.List;

/** The shapes of rooms that are measured. */
public final class Rooms {
  /** Users 1 to this one are moderators. */
  public static final int MODERATORS = 5;

  /** Homeservers of a room, unless said otherwise. */
  public static final int SERVERS = 50;

  private static final int FIRST_TARGET = 10;

  private Rooms() {}

  /** A history and the branch at its end. */
  public record Begun(RoomScript script, Branch main) {}

  /** Two sides of a fork and the history that has both. */
  public record TwoSided(RoomScript script, Branch left, Branch right) {}

  /** A room of this many members, who joined one after the other. */
  public static Begun joined(RoomVersion version, int members, boolean signed, long seed) {
    return joined(new RoomScript(version, Servers.of(SERVERS, seed, signed), seed), members);
  }

  /** The room of this history, empty as yet, with this many members. */
  public static Begun joined(RoomScript script, int members) {
    Branch main = script.create();
    main.join(0, "Creator");
    main.powerLevels(MODERATORS, MODERATORS + 1, 0);
    main.joinRule(0, "public");
    main.other(0, "m.room.history_visibility", "", "shared");
    for (int user = 1; user < members; user++) {
      main.join(user, "User " + user);
    }
    return new Begun(script, main);
  }

  /**
   * A room whose history forks in two. On each side this many members change their profile, and the
   * room gets another name; a tenth as many, at most a quarter of the room, are banned on one side
   * and kicked on the other; the power levels change on one side.
   */
  public static TwoSided twoSided(
      RoomVersion version, int members, int conflicts, boolean signed, long seed) {
    Begun begun = joined(version, members, signed, seed);
    Branch left = begun.main().fork();
    Branch right = begun.main().fork();
    int profiles = Math.min(conflicts, members - FIRST_TARGET);
    for (int i = 0; i < profiles; i++) {
      left.join(FIRST_TARGET + i, "Left " + i);
      right.join(FIRST_TARGET + i, "Right " + i);
    }
    int removed = Math.min(conflicts / 10, members / 4);
    for (int i = 0; i < removed; i++) {
      int moderator = 1 + i % MODERATORS;
      left.member(moderator, members - 1 - i, "ban");
      right.member(moderator, members - 1 - i, "leave");
    }
    left.other(1, "m.room.name", "", "Left");
    right.other(2, "m.room.name", "", "Right");
    left.powerLevels(MODERATORS, MODERATORS + 2, 1);
    return new TwoSided(begun.script(), left, right);
  }

  /** Messages of members in turn, and every tenth event a state event if so wanted. */
  public static void talk(Begun room, int events, int bodyBytes, int members, boolean withState) {
    for (int i = 0; i < events; i++) {
      int user = i % members;
      if (withState && i % 10 == 9) {
        room.main().join(user, "Again " + i);
      } else {
        room.main().message(user, bodyBytes);
      }
    }
  }

  /**
   * A room of this many events in whose history this many forks open and are merged: on each side a
   * member changes the profile, and both change the same topic.
   */
  public static Begun forked(
      RoomVersion version, int members, int events, int forks, boolean signed, long seed) {
    Begun room = joined(version, members, signed, seed);
    int every = Math.max(1, (events - room.script().pdus().size()) / forks);
    for (int fork = 0; fork < forks; fork++) {
      Branch side = room.main().fork();
      side.other(1, "m.room.topic", "", "Side " + fork);
      side.join(FIRST_TARGET + fork % (members - FIRST_TARGET), "Side " + fork);
      room.main().other(2, "m.room.topic", "", "Main " + fork);
      room.main().join(FIRST_TARGET + fork * 7 % (members - FIRST_TARGET), "Main " + fork);
      room.main().merge(List.of(side));
      talk(room, Math.max(1, every - 4), 300, Math.min(members, FIRST_TARGET), false);
    }
    return room;
  }
}
