package dev.roomstate.conformance.situations;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.invite;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.joinRules;
import static dev.roomstate.conformance.EventDraft.kick;
import static dev.roomstate.conformance.EventDraft.leave;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.EventDraft.state;
import static dev.roomstate.conformance.EventDraft.topic;
import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.situations.Judged.judge;
import static dev.roomstate.conformance.situations.Judged.judgeNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.ModelImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.version.AuthRule;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forks of a room, and what becomes of them. */
class ResolutionSituationsTest {
  private static final String RULES = "m.room.join_rules";
  private static final String LEVELS = "m.room.power_levels";
  private static final String MEMBER = "m.room.member";
  private static final String BOB = "@bob:b.org";
  private static final long LATE = 2_000_000_000_000L;

  static Stream<String> all() {
    return Judged.versions();
  }

  static Stream<String> second() {
    return Judged.versions(2, 12);
  }

  /** Bob, at 50, sets join rules on two branches and leaves; both branches know that he left. */
  private static RoomTimeline rulesOfOneWhoLeft(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), powerLevels("alice", room.levels("bob", 50)).named("base"));
    room.add(leave("bob").named("left"));
    room.add(joinRules("bob", "knock").named("rules-x").after("base"));
    room.add(joinRules("bob", "invite").named("rules-y").after("base"));
    room.add(message("alice").named("x").after("rules-x", "left"));
    room.add(message("alice").named("y").after("rules-y", "left"));
    return room.add(message("alice").named("merge").after("x", "y"));
  }

  /** MSC4297, problem A: version 2 starts from what is not in conflict, where Bob has left. */
  @ParameterizedTest
  @MethodSource("all")
  void joinRulesOfOneWhoLeftAreLostInVersion2Only(String version) {
    RoomTimeline room = rulesOfOneWhoLeft(version);
    Judged judged = judge(room).accepted("rules-x", "rules-y", "merge");
    int number = Integer.parseInt(version);
    if (number == 1) {
      // Which never drops a key; members are resolved after the join rules.
      judged.state(RULES, "", "join_rules", "merge");
    } else if (number < 12) {
      judged.state(RULES, "", "rules-x", "x").state(RULES, "", "rules-y", "y");
      judged.noState(RULES, "", "merge");
    } else {
      judged.state(RULES, "", "rules-x", "x").state(RULES, "", "rules-y", "y");
      judged.state(RULES, "", "rules-y", "merge");
    }
  }

  /**
   * MSC4297, problem B: what lies between two conflicted events is known to both sides, so that
   * version 2 does not play it again; 2.1 does.
   */
  @ParameterizedTest
  @MethodSource("second")
  void powerLevelsBetweenTwoThatConflictArePlayedAgainIn21Only(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"));
    room.add(powerLevels("alice", room.levels("bob", 100)).named("second"));
    room.add(powerLevels("bob", room.levels("bob", 100)).with("ban", 60).named("third"));
    room.add(topic("bob", "x"));
    List<String> common = List.of(room.id("create"), room.id("alice-join"), room.id("bob-join"));
    List<String> old = with(common, room.id("power_levels"), room.id("topic"));
    List<String> now = with(common, room.id("third"));
    ProtocolCase asked = room.toCase("problem B").withResolve(List.of(old, now));
    Judged judged = judge(room, asked);
    String wanted = version.equals("12") ? "third" : "power_levels";
    assertEquals(
        List.of(List.of(LEVELS, "", room.id(wanted))),
        judged.answer().resolved().stream().filter(e -> e.get(0).equals(LEVELS)).toList());
  }

  private static List<String> with(List<String> ids, String... more) {
    return Stream.concat(ids.stream(), Stream.of(more)).toList();
  }

  /** What a moderator did before the kick is undone where the kick is not known yet. */
  @ParameterizedTest
  @MethodSource("all")
  void kickedModeratorsTopicOfTheOtherBranchIsLostFromVersion2On(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), powerLevels("alice", room.levels("bob", 50)).named("base"));
    room.add(topic("bob", "mine").named("topic").after("base"));
    room.add(kick("alice", "bob").named("kick").after("base"));
    room.add(message("alice").named("merge").after("topic", "kick"));
    Judged judged = judge(room).state(MEMBER, BOB, "kick", "merge");
    if (version.equals("1")) {
      judged.state("m.room.topic", "", "topic", "merge");
    } else {
      judged.noState("m.room.topic", "", "merge");
    }
  }

  /** The ban is not in the state that the join follows, but in the current one. */
  @ParameterizedTest
  @MethodSource("all")
  void bannedUserWhoJoinsBehindTheBanSoftFails(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(ban("alice", "bob").named("ban"));
    room.add(join("bob").named("late").after("join_rules"));
    judgeNow(room).softFailed("late", AuthRule.JOIN_BANNED);
    judge(room).accepted("late");
  }

  @ParameterizedTest
  @MethodSource("second")
  void banWinsOverAJoinOfAnotherBranch(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(ban("alice", "bob").named("ban"));
    room.add(join("bob").named("late").after("join_rules").at(1));
    room.add(message("alice").named("merge").after("ban", "late"));
    judge(room).accepted("ban", "late", "merge").state(MEMBER, BOB, "ban", "merge");
  }

  @ParameterizedTest
  @MethodSource("second")
  void banWinsOverAnInviteOfAnotherBranch(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(ban("alice", "bob").named("ban"));
    room.add(invite("alice", "bob").named("late").after("join_rules"));
    room.add(message("alice").named("merge").after("ban", "late"));
    judge(room).accepted("ban", "late", "merge").state(MEMBER, BOB, "ban", "merge");
  }

  @ParameterizedTest
  @MethodSource("second")
  void ofTwoInvitesTheLaterStays(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(invite("alice", "bob").named("z-first").after("join_rules").at(1000));
    room.add(invite("alice", "bob").named("a-second").after("join_rules").at(2000));
    room.add(message("alice").named("merge").after("z-first", "a-second"));
    judge(room).state(MEMBER, BOB, "a-second", "merge");
  }

  /** The greater power goes first, so that the lesser has the last word. */
  @ParameterizedTest
  @MethodSource("second")
  void powerDecidesTheOrderBeforeIdsDo(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), powerLevels("alice", room.levels("bob", 50)).named("base"));
    room.add(joinRules("alice", "invite").named("z").after("base"));
    room.add(joinRules("bob", "knock").named("a").after("base").at(1));
    room.add(message("alice").named("merge").after("a", "z"));
    judge(room).state(RULES, "", "a", "merge");
  }

  /** In version 12 even without a level in the power levels, for a creator has no end of power. */
  @ParameterizedTest
  @MethodSource("second")
  void creatorsAreNotOrderedAsPowerless(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), powerLevels("alice", room.levels("bob", 99)).named("base"));
    room.add(joinRules("alice", "invite").named("a").after("base"));
    room.add(joinRules("bob", "knock").named("z").after("base"));
    room.add(message("alice").named("merge").after("a", "z"));
    judge(room).state(RULES, "", "z", "merge");
  }

  /** One branch has no power levels yet, so that what Alice does there stands on none. */
  @ParameterizedTest
  @MethodSource("second")
  void creatorsAreNotOrderedAsPowerlessBeforeThereArePowerLevels(String version) {
    RoomTimeline room = RoomTimeline.empty(version).create("alice").add(join("alice"));
    room.add(joinRules("alice", "public"), join("bob").named("base"));
    room.add(powerLevels("alice", room.levels("bob", 50)).named("levels").after("base"));
    room.add(joinRules("bob", "knock").named("z"));
    room.add(joinRules("alice", "invite").named("a").after("base").at(LATE));
    room.add(message("alice").named("merge").after("a", "z"));
    judge(room).accepted("a", "z").state(RULES, "", "z", "merge");
  }

  @ParameterizedTest
  @MethodSource("second")
  void timeDecidesTheOrderBeforeIdsDo(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(joinRules("alice", "invite").named("z").after("join_rules").at(1000));
    room.add(joinRules("alice", "knock").named("a").after("join_rules").at(2000));
    room.add(message("alice").named("merge").after("a", "z"));
    judge(room).state(RULES, "", "a", "merge");
  }

  @ParameterizedTest
  @MethodSource("second")
  void idsDecideTheOrderByCodePoint(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(joinRules("alice", "invite").named("\uD83D\uDE00").after("join_rules").at(1000));
    room.add(joinRules("alice", "knock").named("\uFB33").after("join_rules").at(1000));
    room.add(message("alice").named("merge").after("\uFB33", "\uD83D\uDE00"));
    judge(room).state(RULES, "", "\uD83D\uDE00", "merge");
  }

  /**
   * Goes before the oldest of the mainline, whatever its time, so that the other one stays. But in
   * version 12 the mainline is that of power levels in conflict, and there are none.
   */
  @ParameterizedTest
  @MethodSource("second")
  void eventWithoutPowerLevelsAncestorGoesFirstOfAll(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(topic("alice", "old").named("z").after("join_rules").at(1000));
    room.add(topic("alice", "none").named("a").authWithout(LEVELS).after("join_rules").at(2000));
    room.add(message("alice").named("merge").after("z", "a"));
    String wanted = version.equals("12") ? "a" : "z";
    judge(room).accepted("a", "z").state("m.room.topic", "", wanted, "merge");
  }

  /** Bob's levels stand on a change that two of three branches know. */
  @ParameterizedTest
  @MethodSource("second")
  void authDifferenceOfThreeStatesIsTheUnionWithoutTheIntersection(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob").named("base"));
    room.add(powerLevels("alice", room.levels("bob", 99)).named("known-to-two"));
    room.add(bobsLevels(room, 10).named("x").after("known-to-two").at(1000));
    room.add(bobsLevels(room, 20).named("y").after("known-to-two").at(2000));
    room.add(message("alice").named("z").after("base"));
    room.add(message("alice").named("merge").after("x", "y", "z"));
    judge(room).accepted("x", "y").state(LEVELS, "", "y", "merge");
  }

  private static dev.roomstate.conformance.EventDraft bobsLevels(RoomTimeline room, int invite) {
    return powerLevels("bob", room.levels("bob", 99)).with("invite", invite);
  }

  @ParameterizedTest
  @MethodSource("second")
  void eventsThatCiteOthersOutsideTheConflictAreOrderedToo(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), join("carol").named("base"));
    room.add(ban("alice", "bob").named("x").after("base"));
    room.add(ban("alice", "carol").named("y").after("base"));
    room.add(message("alice").named("merge").after("x", "y"));
    judge(room).state(MEMBER, BOB, "x", "merge").state(MEMBER, "@carol:c.org", "y", "merge");
  }

  /** Where the state has no power levels, those that an event cites count unless rejected. */
  @ParameterizedTest
  @MethodSource("second")
  void rejectedAuthEventIsNotFallenBackTo(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), powerLevels("bob", room.levels("bob", 100)).named("rejected"));
    room.add(
        topic("bob", "x").named("topic").auth(room.citing("bob-join", "rejected")).at(LATE),
        topic("alice", "y").named("other"));
    List<String> common = List.of(room.id("create"), room.id("alice-join"), room.id("bob-join"));
    ProtocolCase asked =
        room.toCase("rejected")
            .withResolve(List.of(with(common, room.id("topic")), with(common, room.id("other"))));
    assertEquals(new ModelImplementation().judge(asked), new EngineImplementation().judge(asked));
    Judged judged = judge(room, asked).rejected("topic", AuthRule.AUTH_EVENTS_REJECTED);
    assertEquals(
        List.of(List.of("m.room.topic", "", room.id("other"))),
        judged.answer().resolved().stream().filter(e -> e.get(0).equals("m.room.topic")).toList());
  }

  /**
   * An auth chain may lead through a message, where a rejected event cites one: Alice's topic is in
   * the chains of both states, so it is in no difference and not played again.
   */
  @ParameterizedTest
  @MethodSource("second")
  void authChainsLeadThroughMessagesToo(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(topic("alice", "y").named("y"));
    room.add(message("alice").named("m").authAlso("y"));
    room.add(state("alice", "org.s", "", object()).named("s").authAlso("m"));
    room.add(state("alice", "org.c", "", object()).named("c").authAlso("y"));
    List<String> common =
        Stream.of("create", "alice-join", "power_levels", "join_rules", "s").map(room::id).toList();
    ProtocolCase asked =
        room.toCase("message").withResolve(List.of(common, with(common, room.id("c"))));
    List<List<String>> resolved = judge(room, asked).answer().resolved();
    assertEquals(new ModelImplementation().judge(asked).resolved(), resolved);
    assertEquals(0, resolved.stream().filter(e -> e.get(0).equals("m.room.topic")).count());
  }

  /**
   * The join rules that let Carol in are an ancestor of her topic, and newer than Alice's, but on
   * no way from one conflicted event to another: they are not played again, and Dave stays in.
   */
  @ParameterizedTest
  @MethodSource("second")
  void sideBranchesStayOutOfTheConflictedSubgraph(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(powerLevels("alice", room.levels("carol", 50)).named("levels"));
    room.add(topic("alice", "old").named("old"), joinRules("alice", "invite").named("side"));
    room.add(invite("alice", "carol"), join("carol"), topic("carol", "new").named("new"));
    room.add(joinRules("alice", "public").named("open").at(1), join("dave"));
    List<String> common =
        Stream.of("create", "alice-join", "levels", "open", "carol-join").map(room::id).toList();
    ProtocolCase asked =
        room.toCase("side branch")
            .withResolve(
                List.of(
                    with(common, room.id("new"), room.id("dave-join")),
                    with(common, room.id("old"))));
    List<List<String>> resolved = judge(room, asked).answer().resolved();
    assertEquals(
        List.of(List.of(MEMBER, "@dave:d.org", room.id("dave-join"))),
        resolved.stream().filter(e -> e.get(1).equals("@dave:d.org")).toList());
  }

  /** Goal: no quadratic work. Method: two branches, each of which sets 1,500 keys, in seconds. */
  @ParameterizedTest
  @MethodSource("all")
  void thousandsOfConflictsAreResolvedInTime(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    for (String branch : List.of("x", "y")) {
      room.continueAfter("join_rules");
      for (int i = 0; i < 1500; i++) {
        room.add(state("alice", "org.example", "key" + i, object()).named(branch + i));
      }
    }
    room.add(message("alice").named("merge").after("x1499", "y1499"));
    CaseAnswer answer =
        assertTimeout(
            Duration.ofSeconds(10), () -> new EngineImplementation().judge(room.toCase("wide")));
    assertEquals("accepted", answer.event(room.id("merge")).outcome());
  }
}
