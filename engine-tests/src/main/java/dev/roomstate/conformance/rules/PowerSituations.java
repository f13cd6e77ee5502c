package dev.roomstate.conformance.rules;

import static dev.roomstate.conformance.EventDraft.event;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.EventDraft.redaction;
import static dev.roomstate.conformance.EventDraft.state;
import static dev.roomstate.conformance.EventDraft.thirdPartyInvite;
import static dev.roomstate.conformance.EventDraft.topic;
import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.rules.RuleSituation.decides;
import static dev.roomstate.conformance.rules.RuleSituation.moderators;
import static dev.roomstate.conformance.rules.RuleSituation.passes;
import static dev.roomstate.version.AuthRule.*;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import java.util.List;
import java.util.function.UnaryOperator;

/** Situations around the rules of all other events: aliases, power, power levels, redactions. */
final class PowerSituations {
  private PowerSituations() {}

  private static EventDraft aliases(String sender, String key) {
    return state(sender, "m.room.aliases", key, object("aliases", List.of()));
  }

  static List<RuleSituation> sending() {
    return List.of(
        decides(
            ALIASES_NO_STATE_KEY,
            "aliasesWithoutStateKey",
            r -> r.add(event("alice", "m.room.aliases", object()))),
        passes(
            ALIASES_NO_STATE_KEY, "aliasesOfTheOwnServer", r -> r.add(aliases("alice", "a.org"))),
        decides(
            ALIASES_DOMAIN_MISMATCH,
            "aliasesOfAnotherServer",
            r -> r.add(aliases("alice", "b.org"))),
        passes(
            ALIASES_DOMAIN_MISMATCH,
            "aliasesOfTheOwnServer",
            r -> r.add(aliases("alice", "a.org"))),
        decides(ALIASES_ALLOWED, "strangersAliases", r -> r.add(aliases("bob", "b.org"))),
        passes(ALIASES_ALLOWED, "aliasesOfAnotherServer", r -> r.add(aliases("bob", "a.org"))),
        decides(SENDER_NOT_JOINED, "strangerSpeaks", r -> r.add(message("bob"))),
        decides(
                SENDER_NOT_JOINED,
                "strangersAliasesAreNothingSpecial",
                r -> r.add(aliases("bob", "b.org")))
            .in(v -> v >= 6),
        passes(SENDER_NOT_JOINED, "memberSpeaks", r -> r.add(join("bob"), message("bob"))),
        decides(
            THIRD_PARTY_INVITE_ALLOWED,
            "inviterAtTheInviteLevel",
            r ->
                r.add(
                    join("bob"),
                    moderators(r, "invite", 50),
                    thirdPartyInvite("bob", "tok", r.identity()))),
        passes(
            THIRD_PARTY_INVITE_ALLOWED,
            "inviterBelowTheInviteLevel",
            r ->
                r.add(
                    join("dave"),
                    moderators(r, "invite", 50),
                    thirdPartyInvite("dave", "tok", r.identity()))),
        decides(
            THIRD_PARTY_INVITE_LEVEL,
            "inviterBelowTheInviteLevel",
            r ->
                r.add(
                    join("dave"),
                    moderators(r, "invite", 50),
                    thirdPartyInvite("dave", "tok", r.identity()))),
        passes(
            THIRD_PARTY_INVITE_LEVEL,
            "inviterBelowTheStateDefault",
            r -> r.add(join("dave"), thirdPartyInvite("dave", "@tok", r.identity()))),
        decides(
            REQUIRED_POWER_LEVEL, "topicWithoutPower", r -> r.add(join("bob"), topic("bob", "x"))),
        passes(
            REQUIRED_POWER_LEVEL,
            "topicWithPower",
            r -> r.add(join("bob"), moderators(r), topic("bob", "x"))),
        decides(
            STATE_KEY_OF_OTHER_USER,
            "stateOfAnotherUser",
            r -> r.add(state("alice", "org.example", "@bob:b.org", object()))),
        decides(
            STATE_KEY_OF_OTHER_USER,
            "stateKeyThatBeginsAsAUserId",
            r -> r.add(state("alice", "org.example", "@others", object()))),
        passes(
            STATE_KEY_OF_OTHER_USER,
            "stateOfOneself",
            r -> r.add(state("alice", "org.example", "@alice:a.org", object()))),
        decides(OTHERWISE_ALLOWED, "memberSpeaks", r -> r.add(message("alice"))),
        passes(OTHERWISE_ALLOWED, "strangerSpeaks", r -> r.add(message("bob"))));
  }

  static List<RuleSituation> levelsFormat() {
    return List.of(
        decides(
            POWER_LEVELS_NOT_INTEGER,
            "banLevelAsString",
            r -> r.add(powerLevels("alice", r.levels()).with("ban", "50"))),
        passes(
            POWER_LEVELS_NOT_INTEGER,
            "banLevelAsInteger",
            r -> r.add(powerLevels("alice", r.levels()).with("ban", 50))),
        decides(
            POWER_LEVELS_MAP_NOT_INTEGERS,
            "levelOfATypeAsString",
            r -> r.add(powerLevels("alice", r.levels()).with("events", object("x", "1")))),
        decides(
            POWER_LEVELS_MAP_NOT_INTEGERS,
            "notificationsThatAreNoObject",
            r -> r.add(powerLevels("alice", r.levels()).with("notifications", 50))),
        passes(
            POWER_LEVELS_MAP_NOT_INTEGERS,
            "levelOfATypeAsInteger",
            r -> r.add(powerLevels("alice", r.levels()).with("events", object("x", 1)))),
        decides(
            POWER_LEVELS_USERS,
            "levelOfWhatIsNoUser",
            r -> r.add(powerLevels("alice", object("users", object("bob", 1))))),
        decides(
            POWER_LEVELS_USERS,
            "levelThatIsTrue",
            r -> r.add(powerLevels("alice", r.levels("bob", true)))),
        passes(
            POWER_LEVELS_USERS,
            "levelOfAUser",
            r -> r.add(powerLevels("alice", r.levels("bob", 1)))),
        decides(
            POWER_LEVELS_CREATOR_LISTED,
            "levelOfTheCreator",
            r -> r.add(powerLevels("alice", r.levels("alice", 100)))),
        decides(
                POWER_LEVELS_CREATOR_LISTED,
                "levelOfAnAdditionalCreator",
                r ->
                    r.begin(
                            r.createDraft("alice")
                                .with("additional_creators", List.of("@bob:b.org")))
                        .add(powerLevels("alice", r.levels("bob", 1))))
            .fromNothing(),
        passes(
            POWER_LEVELS_CREATOR_LISTED,
            "levelOfAnotherUser",
            r -> r.add(powerLevels("alice", r.levels("bob", 1)))),
        decides(
                POWER_LEVELS_FIRST,
                "firstPowerLevels",
                r -> r.create("alice").add(join("alice"), powerLevels("alice", r.levels())))
            .fromNothing(),
        passes(
            POWER_LEVELS_FIRST,
            "secondPowerLevels",
            r -> r.add(powerLevels("alice", r.levels("bob", 1)))));
  }

  /** Bob, at 50, changes the levels in a room where they were these. */
  private static void bobChanges(
      RoomTimeline room, UnaryOperator<EventDraft> before, UnaryOperator<EventDraft> change) {
    EventDraft current = before.apply(moderators(room, "events", object("x", 75), "ban", 75));
    EventDraft next = powerLevels("bob", room.levels("bob", 50, "carol", 50));
    next.with("events", object("x", 75)).with("ban", 75);
    room.add(join("bob"), current, change.apply(next));
  }

  private static void bobChanges(RoomTimeline room, UnaryOperator<EventDraft> change) {
    bobChanges(room, UnaryOperator.identity(), change);
  }

  static List<RuleSituation> levelsChanged() {
    return List.of(
        decides(
            POWER_LEVELS_DEFAULT_CURRENT,
            "levelAboveTheOwnIsLowered",
            r -> bobChanges(r, levels -> levels.with("ban", 50))),
        decides(
            POWER_LEVELS_DEFAULT_CURRENT,
            "levelAboveTheOwnIsRemoved",
            r -> bobChanges(r, levels -> levels.without("ban"))),
        passes(
            POWER_LEVELS_DEFAULT_CURRENT,
            "levelAtTheOwnIsLowered",
            r -> bobChanges(r, l -> l.with("kick", 50), l -> l.with("kick", 25))),
        decides(
            POWER_LEVELS_DEFAULT_NEW,
            "levelIsRaisedAboveTheOwn",
            r -> bobChanges(r, levels -> levels.with("kick", 51))),
        passes(
            POWER_LEVELS_DEFAULT_NEW,
            "levelIsRaisedToTheOwn",
            r -> bobChanges(r, levels -> levels.with("users_default", 50))),
        decides(
            POWER_LEVELS_MAP_CURRENT,
            "levelOfATypeAboveTheOwnIsLowered",
            r -> bobChanges(r, levels -> levels.with("events", object("x", 50)))),
        decides(
                POWER_LEVELS_MAP_CURRENT,
                "notificationLevelAboveTheOwnIsLowered",
                r ->
                    bobChanges(
                        r,
                        l -> l.with("notifications", object("room", 75)),
                        l -> l.with("notifications", object("room", 50))))
            .in(v -> v >= 6),
        passes(
                POWER_LEVELS_MAP_CURRENT,
                "notificationLevelsAreNotLookedAt",
                r ->
                    bobChanges(
                        r,
                        l -> l.with("notifications", object("room", 75)),
                        l -> l.with("notifications", object("room", 50))))
            .in(v -> v < 6),
        passes(
            POWER_LEVELS_MAP_CURRENT,
            "levelOfATypeAtTheOwnIsLowered",
            r ->
                bobChanges(
                    r,
                    l -> l.with("events", object("x", 75, "y", 50)),
                    l -> l.with("events", object("x", 75, "y", 25)))),
        decides(
            POWER_LEVELS_MAP_NEW,
            "levelOfATypeIsSetAboveTheOwn",
            r -> bobChanges(r, levels -> levels.with("events", object("x", 75, "y", 51)))),
        passes(
            POWER_LEVELS_MAP_NEW,
            "levelOfATypeIsSetToTheOwn",
            r -> bobChanges(r, levels -> levels.with("events", object("x", 75, "y", 50)))),
        decides(
            POWER_LEVELS_USER_CURRENT,
            "equalIsLowered",
            r ->
                bobChanges(r, l -> l.with("users", r.levels("bob", 50, "carol", 25).get("users")))),
        decides(
            POWER_LEVELS_USER_CURRENT,
            "equalIsRemoved",
            r -> bobChanges(r, l -> l.with("users", r.levels("bob", 50).get("users")))),
        passes(
            POWER_LEVELS_USER_CURRENT,
            "ownLevelIsLowered",
            r ->
                bobChanges(r, l -> l.with("users", r.levels("bob", 25, "carol", 50).get("users")))),
        decides(
            POWER_LEVELS_USER_NEW,
            "anotherIsRaisedAboveTheOwn",
            r ->
                bobChanges(
                    r,
                    l ->
                        l.with(
                            "users", r.levels("bob", 50, "carol", 50, "dave", 51).get("users")))),
        decides(
            POWER_LEVELS_USER_NEW,
            "ownLevelIsRaised",
            r ->
                bobChanges(r, l -> l.with("users", r.levels("bob", 51, "carol", 50).get("users")))),
        passes(
            POWER_LEVELS_USER_NEW,
            "anotherIsRaisedToTheOwn",
            r ->
                bobChanges(
                    r,
                    l ->
                        l.with(
                            "users", r.levels("bob", 50, "carol", 50, "dave", 50).get("users")))),
        decides(
            POWER_LEVELS_ALLOWED,
            "changeWithinTheOwnPower",
            r -> bobChanges(r, levels -> levels.with("invite", 50))),
        passes(
                POWER_LEVELS_ALLOWED,
                "firstPowerLevels",
                r -> r.create("alice").add(join("alice"), powerLevels("alice", r.levels())))
            .fromNothing());
  }

  static List<RuleSituation> redactions() {
    return List.of(
        decides(
            REDACTION_LEVEL,
            "redactionByOneWithPower",
            r -> r.add(join("bob")).add(redaction("alice", r.id("bob-join")))),
        passes(
            REDACTION_LEVEL,
            "redactionOfTheOwnServersEvent",
            r -> r.add(join("bob")).add(redaction("bob", r.id("bob-join")))),
        decides(
            REDACTION_SAME_DOMAIN,
            "redactionOfTheOwnServersEvent",
            r -> r.add(join("bob")).add(redaction("bob", r.id("bob-join")))),
        passes(
            REDACTION_SAME_DOMAIN,
            "redactionOfAnotherServersEvent",
            r -> r.add(join("bob")).add(redaction("bob", r.id("create")))),
        decides(
            REDACTION_NOT_ALLOWED,
            "redactionOfAnotherServersEvent",
            r -> r.add(join("bob")).add(redaction("bob", r.id("create")))),
        decides(
            REDACTION_NOT_ALLOWED,
            "redactionOfNothing",
            r -> r.add(join("bob"), event("bob", "m.room.redaction", object()))),
        passes(
            REDACTION_NOT_ALLOWED,
            "redactionOfTheOwnServersEvent",
            r -> r.add(join("bob")).add(redaction("bob", r.id("bob-join")))));
  }
}
