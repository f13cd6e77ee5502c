package dev.roomstate.conformance.situations;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.joinRules;
import static dev.roomstate.conformance.EventDraft.kick;
import static dev.roomstate.conformance.EventDraft.knock;
import static dev.roomstate.conformance.EventDraft.leave;
import static dev.roomstate.conformance.EventDraft.member;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.EventDraft.redaction;
import static dev.roomstate.conformance.EventDraft.restrictedJoin;
import static dev.roomstate.conformance.EventDraft.topic;
import static dev.roomstate.conformance.situations.Judged.judge;
import static dev.roomstate.conformance.situations.Judged.judgeNow;
import static dev.roomstate.version.AuthRule.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memberships, auth events and arrivals that servers got wrong once. */
class ReceiptSituationsTest {
  static Stream<String> all() {
    return Judged.versions();
  }

  static Stream<String> first10() {
    return Judged.versions(1, 10);
  }

  static Stream<String> withTrustedIds() {
    return Judged.versions(3, 12);
  }

  static Stream<String> withKnock() {
    return Judged.versions(7, 12);
  }

  static Stream<String> withRestricted() {
    return Judged.versions(8, 12);
  }

  /** The cited events alone give Bob's topic no trouble: nobody has power there but the creator. */
  @ParameterizedTest
  @MethodSource("all")
  void powerLevelsThatAreNotCitedStillCount(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    EventDraft levels = powerLevels("alice", room.levels()).with("events_default", 10);
    room.add(levels, join("bob"), message("bob").authWithout("m.room.power_levels"));
    judge(room).rejected("message", "state_before", REQUIRED_POWER_LEVEL);
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobodyJoinsAnotherThroughAPublicRoom(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), member("bob", "carol", "join"));
    judge(room).rejected("carol-join", JOIN_SENDER_NOT_TARGET);
  }

  @ParameterizedTest
  @MethodSource("withRestricted")
  void restrictedJoinNeedsAJoinedAuthoriserWithInvitePower(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(join("bob"), join("carol"), leave("carol"));
    room.add(powerLevels("alice", room.levels("bob", 50)).with("invite", 50));
    room.add(joinRules("alice", "restricted").named("restricted"));
    room.add(restrictedJoin("dave", "carol").named("by-one-who-left"));
    room.add(restrictedJoin("dave", "erin").named("by-a-stranger"));
    room.add(restrictedJoin("dave", "bob").named("by-one-with-power"));
    room.add(restrictedJoin("frank", "dave").named("by-one-without-power"));
    room.add(restrictedJoin("gwen", "alice").named("by-the-creator"));
    judge(room)
        .rejected("by-one-who-left", JOIN_RESTRICTED_NOT_AUTHORISED)
        .rejected("by-a-stranger", JOIN_RESTRICTED_NOT_AUTHORISED)
        .accepted("by-one-with-power")
        .rejected("by-one-without-power", JOIN_RESTRICTED_NOT_AUTHORISED)
        .accepted("by-the-creator");
  }

  @ParameterizedTest
  @MethodSource("withRestricted")
  void restrictedJoinNeedsTheAuthorisersSignature(String version) {
    RoomTimeline room = RoomTimeline.sealedRoom(version);
    room.add(joinRules("alice", "restricted").named("restricted"));
    room.add(restrictedJoin("bob", "alice").notSignedBy("a.org").named("unsigned"));
    room.add(restrictedJoin("bob", "alice").named("signed"));
    judge(room).rejected("unsigned", MEMBER_AUTHORISING_SERVER_SIGNATURE).accepted("signed");
  }

  @ParameterizedTest
  @MethodSource("withRestricted")
  void knockRestrictedIsNoJoinRuleBeforeVersion10(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(joinRules("alice", "knock_restricted").named("rules"));
    room.add(restrictedJoin("bob", "alice").named("join"), knock("carol").named("knock"));
    Judged judged = judge(room);
    if (Integer.parseInt(version) < 10) {
      judged.rejected("join", JOIN_NOT_ALLOWED).rejected("knock", KNOCK_JOIN_RULE);
    } else {
      judged.accepted("join", "knock");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void creatorsFirstJoinFollowsTheCreateEventAlone(String version) {
    RoomTimeline room = RoomTimeline.empty(version).create("alice");
    room.add(join("alice").named("first"));
    room.add(leave("alice").named("left"));
    room.add(join("alice").named("again").after("create", "left"));
    judge(room).accepted("first", "left").rejected("again", JOIN_NOT_ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("first10")
  void senderOfTheCreateEventIsNotTheCreatorIfAnotherIsNamed(String version) {
    RoomTimeline room = RoomTimeline.empty(version);
    room.add(room.createDraft("alice").with("creator", "@bob:b.org"));
    room.add(join("alice").named("sender"), join("bob").named("creator").after("create"));
    judge(room).rejected("sender", JOIN_NOT_ALLOWED).accepted("creator");
  }

  @ParameterizedTest
  @MethodSource("all")
  void additionalCreatorsDoNotJoinFirst(String version) {
    RoomTimeline room = RoomTimeline.empty(version);
    room.add(room.createDraft("alice").with("additional_creators", List.of("@bob:b.org")));
    room.add(join("bob"));
    judge(room).rejected("bob-join", JOIN_NOT_ALLOWED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void additionalCreatorsMustBeUsersInVersion12(String version) {
    for (Object wrong :
        Arrays.asList("@bob:b.org", List.of("bob"), List.of(7), List.of("@:"), null)) {
      RoomTimeline room = RoomTimeline.empty(version);
      room.add(room.createDraft("alice").with("additional_creators", wrong));
      Judged judged = judge(room);
      if (version.equals("12")) {
        judged.rejected("create", CREATE_BAD_ADDITIONAL_CREATORS);
      } else {
        judged.accepted("create");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void creatorsLiftBansInVersion12(String version) {
    RoomTimeline room = RoomTimeline.empty(version);
    room.begin(room.createDraft("alice").with("additional_creators", List.of("@bob:b.org")));
    room.add(powerLevels("alice", room.levels()).with("ban", 75).with("kick", 75), join("bob"));
    room.add(ban("alice", "carol"), kick("bob", "carol").named("lifted"));
    Judged judged = judge(room);
    if (version.equals("12")) {
      judged.accepted("lifted");
    } else {
      judged.rejected("lifted", LEAVE_BAN_LEVEL);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void redactionRuleIsOfVersions1And2(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob"));
    room.add(redaction("bob", room.id("join_rules")));
    Judged judged = judge(room);
    if (Integer.parseInt(version) <= 2) {
      judged.rejected("redaction", REDACTION_NOT_ALLOWED);
    } else {
      judged.accepted("redaction");
    }
  }

  /** Every membership under every join rule. */
  @ParameterizedTest
  @MethodSource("withKnock")
  void knockingTakesTheRightJoinRuleAndMembership(String version) {
    Map<String, List<EventDraft>> memberships =
        Map.of(
            "none", List.of(),
            "invite", List.of(member("alice", "bob", "invite")),
            "join", List.of(member("alice", "bob", "invite"), join("bob")),
            "leave", List.of(member("alice", "bob", "invite"), leave("bob")),
            "ban", List.of(ban("alice", "bob")),
            "knock", List.of(knock("bob")));
    List<String> rules =
        List.of("public", "invite", "knock", "restricted", "knock_restricted", "private", "x");
    memberships.forEach(
        (membership, before) -> {
          for (String rule : rules) {
            RoomTimeline room = RoomTimeline.room(version).add(joinRules("alice", "knock"));
            before.forEach(room::add);
            room.add(joinRules("alice", rule), knock("bob").named("knocked"));
            Judged judged = judge(room);
            boolean hasRule =
                rule.equals("knock")
                    || (rule.equals("knock_restricted") && Integer.parseInt(version) >= 10);
            if (!hasRule) {
              judged.rejected("knocked", KNOCK_JOIN_RULE);
            } else if (List.of("invite", "join", "ban").contains(membership)) {
              judged.rejected("knocked", KNOCK_NOT_ALLOWED);
            } else {
              judged.accepted("knocked");
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void eventOnTopOfASoftFailedOneIsAccepted(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob").named("base"));
    room.add(ban("alice", "bob").named("ban"));
    room.add(message("bob").named("late").after("base"));
    room.add(message("alice").named("good").after("late"));
    judgeNow(room).softFailed("late", SENDER_NOT_JOINED).accepted("good");
  }

  /** Had the first become an extremity, the second would be judged by a state that allows it. */
  @ParameterizedTest
  @MethodSource("all")
  void oneWhoSoftFailedSoftFailsAgain(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob").named("base"));
    room.add(ban("alice", "bob").named("ban"));
    room.add(message("bob").named("late").after("base"));
    room.add(message("bob").named("later").after("late"));
    judgeNow(room).softFailed("late", SENDER_NOT_JOINED).softFailed("later", SENDER_NOT_JOINED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void outlierThatComesAgainWithItsHistoryIsJudgedInFullOnce(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob").named("bob"), message("bob"));
    List<ProtocolCase.Entry> arrivals = new ArrayList<>(room.entries());
    int at = arrivals.size() - 2;
    arrivals.add(at, arrivals.get(at).asOutlier());
    arrivals.add(arrivals.get(at));
    Judged judged = judge(room, room.toCase("outlier").withEvents(arrivals));
    List<CaseAnswer.EventAnswer> answers = judged.answer().events();
    assertEquals(null, answers.get(at).stateAfter(), "an outlier has no states");
    judged.accepted("bob", "message");
    // A third arrival, as an outlier, is told what the full one came to.
    assertEquals(answers.get(at + 1), answers.get(arrivals.size() - 1));
  }

  /** No create event can have that id, and the event waits for it all the same. */
  @ParameterizedTest
  @MethodSource("all")
  void roomIdThatNamesNoCreateEventIsWaitedForInVersion12(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    room.add(message("alice").field("room_id", "!short").named("lost"));
    Judged judged = judge(room);
    if (version.equals("12")) {
      assertEquals("deferred waiting for [$short]", judged.verdict("lost"));
    } else {
      judged.rejected("lost", AUTH_EVENTS_OTHER_ROOM);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void eventThatComesTwiceIsAnsweredAlike(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("bob"), topic("bob", "x"));
    List<ProtocolCase.Entry> arrivals = new ArrayList<>(room.entries());
    arrivals.addAll(room.entries());
    Judged judged = judge(room, room.toCase("twice").withEvents(arrivals));
    List<CaseAnswer.EventAnswer> answers = judged.answer().events();
    int size = room.entries().size();
    assertEquals(answers.subList(0, size), answers.subList(size, 2 * size));
  }

  /** An event may follow one of another room, but not be allowed by it. */
  @ParameterizedTest
  @MethodSource("all")
  void eventsOfAnotherRoomAllowNothing(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    EventDraft create = room.createDraft("bob").named("other");
    EventDraft join = join("bob").named("other-join").after("other");
    EventDraft intruder = message("bob").named("intruder").after("join_rules");
    if (version.equals("12")) {
      room.add(create, join.auth()).continueRoomOf("create").add(intruder.auth("other-join"));
    } else {
      room.add(create.field("room_id", "!other:b.org"));
      room.add(join.auth("other").field("room_id", "!other:b.org"));
      room.add(intruder.auth("other", "other-join"));
    }
    judge(room).accepted("other-join").rejected("intruder", AUTH_EVENTS_OTHER_ROOM);
  }

  /** It waits for nothing, so what it lists may come before it or after it. */
  @ParameterizedTest
  @MethodSource("all")
  void createEventCitesNothingWhateverItLists(String version) {
    RoomTimeline room = RoomTimeline.room(version);
    EventDraft create = room.createDraft("alice").named("other").auth("alice-join", "power_levels");
    if (!version.equals("12")) {
      create.field("room_id", "!other:a.org");
    }
    room.add(create);
    room.continueRoomOf("create").add(message("alice").named("merge").after("join_rules", "other"));
    List<ProtocolCase.Entry> late = new ArrayList<>(room.entries());
    late.add(0, late.remove(4));
    Judged inOrder = judge(room);
    Judged early = judge(room, room.toCase("early").withEvents(late));
    assertEquals(inOrder.answer().event(room.id("merge")), early.answer().event(room.id("merge")));
  }

  /** A NUL in a state key or an id makes the entries of two keys the same bytes: both count. */
  @ParameterizedTest
  @MethodSource("withTrustedIds")
  void entriesOfTheSameBytesAreBothInTheHash(String version) {
    EventDraft first = EventDraft.state("alice", "a", "b\0$c", Map.of()).named("d");
    EventDraft second = EventDraft.state("alice", "a", "b", Map.of()).named("c\0$d");
    EventDraft changed = EventDraft.state("alice", "a", "b", Map.of()).named("e");
    RoomTimeline room = RoomTimeline.room(version).add(first, second, changed);
    Judged judged = judge(room).accepted("d", "c\0$d", "e");
    String one = judged.answer().event(room.id("d")).stateAfter();
    assertNotEquals(one, judged.answer().event(room.id("c\0$d")).stateAfter());
    judged.state("a", "b\0$c", "d", "e").state("a", "b", "e", "e");
  }
}
