package dev.roomstate.conformance.rules;

import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.joinRules;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.rules.RuleSituation.decides;
import static dev.roomstate.conformance.rules.RuleSituation.passes;
import static dev.roomstate.version.AuthRule.*;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import java.util.List;

/** Situations around the rules of create events, of auth events, and of closed rooms. */
final class CreateSituations {
  private CreateSituations() {}

  static List<RuleSituation> creates() {
    return List.of(
        decides(
                CREATE_HAS_PREV_EVENTS,
                "createEventThatFollowsAnother",
                r -> r.add(r.createDraft("alice").after("$nothing:a.org")))
            .fromNothing(),
        passes(CREATE_HAS_PREV_EVENTS, "createEventThatFollowsNothing", r -> r.create("alice"))
            .fromNothing(),
        decides(
                CREATE_ROOM_ID_DOMAIN,
                "roomIdOfAnotherServer",
                r -> r.add(r.createDraft("alice").field("room_id", "!room:b.org")))
            .fromNothing(),
        passes(CREATE_ROOM_ID_DOMAIN, "roomIdOfTheCreatorsServer", r -> r.create("alice"))
            .fromNothing(),
        decides(
                CREATE_HAS_ROOM_ID,
                "createEventWithRoomId",
                r -> r.add(r.createDraft("alice").field("room_id", "!room:a.org")))
            .fromNothing(),
        passes(CREATE_HAS_ROOM_ID, "createEventWithoutRoomId", r -> r.create("alice"))
            .fromNothing(),
        decides(
                CREATE_UNKNOWN_ROOM_VERSION,
                "roomVersionThatNobodyKnows",
                r -> r.add(r.createDraft("alice").with("room_version", "99")))
            .fromNothing(),
        decides(
                CREATE_UNKNOWN_ROOM_VERSION,
                "roomVersionThatIsANumber",
                r -> r.add(r.createDraft("alice").with("room_version", 11)))
            .fromNothing(),
        passes(
                CREATE_UNKNOWN_ROOM_VERSION,
                "roomVersionLeftOut",
                r -> r.add(r.createDraft("alice").without("room_version")))
            .fromNothing(),
        decides(
                CREATE_NO_CREATOR,
                "creatorLeftOut",
                r -> r.add(r.createDraft("alice").without("creator")))
            .fromNothing(),
        passes(
                CREATE_NO_CREATOR,
                "creatorThatIsNotTheSender",
                r -> r.add(r.createDraft("alice").with("creator", "@bob:b.org")))
            .fromNothing(),
        decides(
                CREATE_BAD_ADDITIONAL_CREATORS,
                "additionalCreatorThatIsNoUser",
                r -> r.add(r.createDraft("alice").with("additional_creators", List.of("bob"))))
            .fromNothing(),
        decides(
                CREATE_BAD_ADDITIONAL_CREATORS,
                "additionalCreatorThatIsANumber",
                r -> r.add(r.createDraft("alice").with("additional_creators", List.of(5))))
            .fromNothing(),
        passes(
                CREATE_BAD_ADDITIONAL_CREATORS,
                "additionalCreatorsThatAreUsers",
                r ->
                    r.add(
                        r.createDraft("alice").with("additional_creators", List.of("@bob:b.org"))))
            .fromNothing(),
        decides(CREATE_NOT_FIRST, "secondCreateEvent", r -> r.create("alice")).in(v -> v < 12),
        passes(
                CREATE_NOT_FIRST,
                "createEventOfAnotherRoom",
                r -> r.add(r.createDraft("alice").field("room_id", "!elsewhere:a.org")))
            .in(v -> v < 12),
        decides(CREATE_ALLOWED, "createEvent", r -> r.create("alice")).fromNothing(),
        passes(
                CREATE_ALLOWED,
                "createEventThatFollowsAnother",
                r -> r.add(r.createDraft("alice").after("$nothing:a.org")))
            .fromNothing());
  }

  static List<RuleSituation> authEvents() {
    return List.of(
        decides(
                ROOM_ID_NOT_ACCEPTED_CREATE,
                "createEventThatWasRejected",
                r -> {
                  r.add(r.createDraft("alice").after("$nothing"));
                  r.add(join("alice").after("create"));
                })
            .fromNothing(),
        passes(
                ROOM_ID_NOT_ACCEPTED_CREATE,
                "createEventThatWasAccepted",
                r -> r.create("alice").add(join("alice")))
            .fromNothing(),
        decides(
            AUTH_EVENTS_DUPLICATE_KEY,
            "oneEventCitedTwice",
            r -> r.add(message("alice").authAlso("alice-join"))),
        decides(
            AUTH_EVENTS_DUPLICATE_KEY,
            "twoMembershipsOfOneUser",
            r -> r.add(join("alice"), message("alice").authAlso("alice-join"))),
        passes(AUTH_EVENTS_DUPLICATE_KEY, "eachKeyCitedOnce", r -> r.add(message("alice"))),
        decides(
            AUTH_EVENTS_UNEXPECTED,
            "joinRulesCitedByAMessage",
            r -> r.add(message("alice").authAlso("join_rules"))),
        decides(
            AUTH_EVENTS_UNEXPECTED,
            "messageCited",
            r -> r.add(message("alice"), message("alice").authAlso("message"))),
        decides(
                AUTH_EVENTS_UNEXPECTED,
                "createEventCited",
                r -> r.add(message("alice").authAlso("create")))
            .in(v -> v == 12),
        passes(AUTH_EVENTS_UNEXPECTED, "joinRulesCitedByAJoin", r -> r.add(join("bob"))),
        decides(
            AUTH_EVENTS_REJECTED,
            "powerLevelsCitedThatWereRejected",
            r ->
                r.add(
                    powerLevels("bob", r.levels()).named("rejected"),
                    message("alice").auth(r.citing("alice-join", "rejected")))),
        passes(
            AUTH_EVENTS_REJECTED,
            "powerLevelsCitedThatWereReplaced",
            r ->
                r.add(
                    powerLevels("alice", r.levels("bob", 1)),
                    message("alice").auth(r.citing("alice-join", "power_levels")))),
        decides(
            AUTH_EVENTS_NO_CREATE,
            "createEventNotCited",
            r -> r.add(message("alice").authWithout("m.room.create"))),
        decides(AUTH_EVENTS_NO_CREATE, "nothingCited", r -> r.add(message("alice").auth())),
        passes(AUTH_EVENTS_NO_CREATE, "createEventCited", r -> r.add(message("alice"))),
        decides(
                AUTH_EVENTS_OTHER_ROOM,
                "membershipOfAnotherRoomCited",
                r -> {
                  besideAnotherRoom(r);
                  r.add(message("alice").auth(r.citing("power_levels", "other-join")));
                })
            .fromNothing(),
        passes(
                AUTH_EVENTS_OTHER_ROOM,
                "membershipOfThisRoomCited",
                r -> {
                  besideAnotherRoom(r);
                  r.add(message("alice").auth(r.citing("power_levels", "alice-join")));
                })
            .fromNothing());
  }

  private static void besideAnotherRoom(RoomTimeline room) {
    EventDraft create = room.createDraft("alice").named("other");
    EventDraft join = join("alice").named("other-join").after("other").auth();
    if (!room.version().id().equals("12")) {
      create.field("room_id", "!other:a.org");
      join.auth("other").field("room_id", "!other:a.org");
    }
    room.add(create, join);
    room.begin(room.createDraft("alice"));
  }

  static List<RuleSituation> federation() {
    return List.of(
        decides(
                NOT_FEDERATABLE,
                "userOfAnotherServerInAClosedRoom",
                r -> r.begin(r.createDraft("alice").with("m.federate", false)).add(join("bob")))
            .fromNothing(),
        passes(
                NOT_FEDERATABLE,
                "userOfTheSameServerInAClosedRoom",
                r ->
                    r.begin(r.createDraft("alice").with("m.federate", false))
                        .add(join("@carol:a.org")))
            .fromNothing(),
        passes(
                NOT_FEDERATABLE,
                "roomClosedByWhatIsNotFalse",
                r -> r.begin(r.createDraft("alice").with("m.federate", "false")).add(join("bob")))
            .fromNothing(),
        passes(
                NOT_FEDERATABLE,
                "userOfAnotherServerInvitedToAClosedRoom",
                r ->
                    r.begin(r.createDraft("alice").with("m.federate", false))
                        .add(joinRules("alice", "invite"), EventDraft.invite("alice", "bob")))
            .fromNothing());
  }
}
