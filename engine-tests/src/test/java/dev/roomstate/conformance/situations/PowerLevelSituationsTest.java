package dev.roomstate.conformance.situations;

import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.EventDraft.topic;
import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.situations.Judged.judge;
import static dev.roomstate.version.AuthRule.*;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.JsonTree;
import dev.roomstate.conformance.RoomTimeline;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Power levels as values: what is one in which room version, and what it is compared with. */
class PowerLevelSituationsTest {
  private static final List<Object> NO_OBJECTS = List.of(List.of(), "text", 50, raw("null"));

  static Stream<String> all() {
    return Judged.versions();
  }

  static Stream<String> first9() {
    return Judged.versions(1, 9);
  }

  private static JsonTree.Raw raw(String json) {
    return new JsonTree.Raw(json);
  }

  /** Bob's level is this value, and a topic takes 50. */
  private static Judged withBobAt(String version, String level) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob"));
    room.add(powerLevels("alice", room.levels("bob", raw(level))).named("levels"));
    return judge(room.add(topic("bob", "x")));
  }

  @ParameterizedTest
  @MethodSource("all")
  void stringsAreLevelsUpToVersion9(String version) {
    for (String level : List.of("\"100\"", "\" +0100 \"", "\"50\"", "\"\\t50\\n\"")) {
      Judged judged = withBobAt(version, level);
      if (Integer.parseInt(version) < 10) {
        judged.accepted("levels", "topic");
      } else {
        judged.rejected("levels", POWER_LEVELS_USERS);
      }
    }
    for (String level : List.of("\"-50\"", "\"0\"", "\"49\"")) {
      if (Integer.parseInt(version) < 10) {
        withBobAt(version, level).accepted("levels").rejected("topic", REQUIRED_POWER_LEVEL);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void otherStringsAreNoLevels(String version) {
    for (String level :
        List.of(
            "\"1e2\"",
            "\"\\u0967\\u0966\\u0966\"",
            "\"\"",
            "\"0x10\"",
            "\"1_000\"",
            "\"50.0\"",
            "\"+ 5\"",
            "\"++5\"",
            "\"\\u00a050\"",
            "\" \"")) {
      withBobAt(version, level).rejected("levels", POWER_LEVELS_USERS);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void floatsAreTruncatedUpToVersion5(String version) {
    boolean floats = Integer.parseInt(version) < 6;
    if (floats) {
      withBobAt(version, "50.97").accepted("levels", "topic");
      withBobAt(version, "5e1").accepted("levels", "topic");
      withBobAt(version, "49.99").accepted("levels").rejected("topic", REQUIRED_POWER_LEVEL);
      withBobAt(version, "-0.5").accepted("levels").rejected("topic", REQUIRED_POWER_LEVEL);
    } else {
      withBobAt(version, "50.0").dropped("levels");
      withBobAt(version, "5e1").dropped("levels");
    }
    withBobAt(version, "1e400").dropped("levels");
    withBobAt(version, "NaN").dropped("levels");
    withBobAt(version, "Infinity").dropped("levels");
  }

  @ParameterizedTest
  @MethodSource("all")
  void otherValuesAreNoLevels(String version) {
    for (String level : List.of("true", "false", "null", "{}", "[]", "[50]")) {
      withBobAt(version, level).rejected("levels", POWER_LEVELS_USERS);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void largeIntegersAreComparedExactly(String version) {
    boolean any = Integer.parseInt(version) < 6;
    for (String level :
        List.of("9007199254740992", "9223372036854775808", "-9223372036854775808")) {
      Judged judged = withBobAt(version, level);
      if (!any) {
        judged.dropped("levels");
      } else if (level.startsWith("-")) {
        judged.accepted("levels").rejected("topic", REQUIRED_POWER_LEVEL);
      } else {
        // Above Alice's own.
        judged.rejected("levels", POWER_LEVELS_USER_NEW);
      }
    }
    if (any) {
      RoomTimeline room = RoomTimeline.empty(version).create("alice").add(join("alice"));
      EventDraft levels =
          powerLevels("alice", object("users", object("@alice:a.org", raw("9223372036854775808"))));
      room.add(
          levels
              .named("levels")
              .with("events", object("m.room.topic", raw("9223372036854775809"))));
      judge(room.add(message("alice"), topic("alice", "x")))
          .accepted("levels", "message")
          .rejected("topic", REQUIRED_POWER_LEVEL);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobodyGivesOrTakesBeyondHisOwnPower(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob"));
    room.add(powerLevels("alice", room.levels("bob", 50, "carol", 50)).named("base"));
    room.add(powerLevels("bob", room.levels("bob", 51, "carol", 50)).named("raises-himself"));
    room.add(powerLevels("bob", room.levels("bob", 50, "carol", 51)).named("raises-another"));
    room.add(powerLevels("bob", room.levels("bob", 50, "carol", 49)).named("lowers-an-equal"));
    room.add(powerLevels("bob", room.levels("bob", 50)).named("removes-an-equal"));
    room.add(powerLevels("bob", room.levels("bob", 49, "carol", 50)).named("lowers-himself"));
    judge(room)
        .rejected("raises-himself", POWER_LEVELS_USER_NEW)
        .rejected("raises-another", POWER_LEVELS_USER_CURRENT)
        .rejected("lowers-an-equal", POWER_LEVELS_USER_CURRENT)
        .rejected("removes-an-equal", POWER_LEVELS_USER_CURRENT)
        .accepted("lowers-himself");
  }

  @ParameterizedTest
  @MethodSource("all")
  void mapsAndDefaultsAreGuardedToo(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob"));
    room.add(powerLevels("alice", room.levels("bob", 50)).named("base"));
    room.add(bobs(room).with("events", object("x", 51)).named("events"));
    room.add(bobs(room).with("users_default", 51).named("default"));
    room.add(bobs(room).with("notifications", object("room", 51)).named("notifications"));
    Judged judged =
        judge(room)
            .rejected("events", POWER_LEVELS_MAP_NEW)
            .rejected("default", POWER_LEVELS_DEFAULT_NEW);
    if (Integer.parseInt(version) >= 6) {
      judged.rejected("notifications", POWER_LEVELS_MAP_NEW);
    } else {
      judged.accepted("notifications");
    }
  }

  private static EventDraft bobs(RoomTimeline room) {
    return powerLevels("bob", room.levels("bob", 50));
  }

  @ParameterizedTest
  @MethodSource("all")
  void firstPowerLevelsAreTheCreatorsToSet(String version) {
    RoomTimeline room = RoomTimeline.empty(version).create("alice");
    room.add(join("alice"), EventDraft.joinRules("alice", "public"), join("bob"));
    room.add(powerLevels("bob", room.levels("bob", 100)).named("bobs"));
    room.add(powerLevels("alice", room.levels("bob", 100)).named("alices"));
    judge(room).rejected("bobs", REQUIRED_POWER_LEVEL).accepted("alices");
  }

  @ParameterizedTest
  @MethodSource("all")
  void creatorsAreNotListedInVersion12(String version) {
    RoomTimeline room = RoomTimeline.empty(version);
    room.begin(room.createDraft("alice").with("additional_creators", List.of("@bob:b.org")));
    room.add(powerLevels("alice", room.levels("bob", 1)).named("additional"));
    room.add(powerLevels("alice", room.levels("alice", 100)).named("sender"));
    Judged judged = judge(room);
    if (version.equals("12")) {
      judged
          .rejected("additional", POWER_LEVELS_CREATOR_LISTED)
          .rejected("sender", POWER_LEVELS_CREATOR_LISTED);
    } else {
      judged.accepted("additional", "sender");
    }
  }

  /** From version 10 on, and for {@code users} always, what is no object is never sent. */
  @ParameterizedTest
  @MethodSource("all")
  void tableThatIsNoObjectIsRejectedByTheRuleOfItsShape(String version) {
    boolean shaped = Integer.parseInt(version) >= 10;
    for (Object table : NO_OBJECTS) {
      withFirst(version, "users", table).rejected("levels", POWER_LEVELS_USERS);
      if (shaped) {
        withFirst(version, "events", table).rejected("levels", POWER_LEVELS_MAP_NOT_INTEGERS);
        withFirst(version, "notifications", table)
            .rejected("levels", POWER_LEVELS_MAP_NOT_INTEGERS);
      }
    }
  }

  /**
   * The first power levels may have {@code events} that are no object. No level can be read of them
   * then, so that nothing is sent any more but what asks for no required level.
   */
  @ParameterizedTest
  @MethodSource("first9")
  void firstEventsThatAreNoObjectLeaveMembershipsAlone(String version) {
    for (Object table : NO_OBJECTS) {
      Judged judged =
          withFirst(version, "events", table)
              .accepted("levels", "bob-join", "invite", "ban", "token")
              .rejected("message", REQUIRED_POWER_LEVEL)
              .rejected("topic", REQUIRED_POWER_LEVEL)
              .rejected("mended", REQUIRED_POWER_LEVEL);
      if (Integer.parseInt(version) < 6) {
        judged.accepted("aliases");
      } else {
        judged.rejected("aliases", REQUIRED_POWER_LEVEL);
      }
    }
  }

  /** {@code notifications} that are no object are in the way of the next power levels only. */
  @ParameterizedTest
  @MethodSource("first9")
  void firstNotificationsThatAreNoObjectStayFromVersion6On(String version) {
    for (Object table : NO_OBJECTS) {
      Judged judged =
          withFirst(version, "notifications", table)
              .accepted("levels", "bob-join", "message", "topic", "aliases");
      if (Integer.parseInt(version) < 6) {
        judged.accepted("mended");
      } else {
        judged.rejected("mended", POWER_LEVELS_MAP_CURRENT);
      }
    }
  }

  /** A later table that is no object removes all entries, and is rejected for itself if it may. */
  @ParameterizedTest
  @MethodSource("first9")
  void laterTableThatIsNoObjectIsRejected(String version) {
    for (Object table : NO_OBJECTS) {
      RoomTimeline room = RoomTimeline.room(version).add(join("bob"));
      EventDraft base = powerLevels("alice", room.levels("bob", 50));
      base.with("events", object("x", 75)).with("notifications", object("room", 50));
      room.add(base.named("base"));
      room.add(bobs(room).with("events", table).named("above-him"));
      EventDraft alices = powerLevels("alice", room.levels("bob", 50)).with("events", table);
      room.add(alices.with("notifications", object("room", 50)).named("events"));
      EventDraft notifications = bobs(room).with("events", object("x", 75));
      room.add(notifications.with("notifications", table).named("notifications"));
      Judged judged =
          judge(room)
              .accepted("base")
              .rejected("above-him", POWER_LEVELS_MAP_CURRENT)
              .rejected("events", POWER_LEVELS_MAP_NEW);
      if (Integer.parseInt(version) < 6) {
        judged.accepted("notifications");
      } else {
        judged.rejected("notifications", POWER_LEVELS_MAP_NEW);
      }
    }
  }

  /** A room whose first power levels have this table, and what comes after them. */
  private static Judged withFirst(String version, String table, Object value) {
    RoomTimeline room = RoomTimeline.empty(version).create("alice").add(join("alice"));
    room.add(EventDraft.joinRules("alice", "public"));
    room.add(powerLevels("alice", room.levels()).with(table, value).named("levels"));
    room.add(join("bob"), EventDraft.invite("alice", "carol").named("invite"));
    room.add(EventDraft.ban("alice", "dave").named("ban"));
    room.add(EventDraft.thirdPartyInvite("alice", "tok", room.identity()).named("token"));
    room.add(EventDraft.state("alice", "m.room.aliases", "a.org", object()));
    room.add(message("alice"), topic("alice", "x"));
    return judge(room.add(powerLevels("alice", room.levels()).named("mended")));
  }

  /** A level that nobody has to read does no harm; what has to read it is rejected. */
  @ParameterizedTest
  @MethodSource("all")
  void unreadableNamedLevelMattersWhereItIsReadUpToVersion9(String version) {
    RoomTimeline room = RoomTimeline.empty(version).create("alice").add(join("alice"));
    room.add(powerLevels("alice", room.levels()).with("ban", "x").named("levels"));
    room.add(message("alice"), EventDraft.ban("alice", "bob").named("ban"));
    Judged judged = judge(room);
    if (Integer.parseInt(version) < 10) {
      judged.accepted("levels", "message").rejected("ban", BAN_LEVEL);
    } else {
      judged.rejected("levels", POWER_LEVELS_NOT_INTEGER).accepted("message", "ban");
    }
  }
}
