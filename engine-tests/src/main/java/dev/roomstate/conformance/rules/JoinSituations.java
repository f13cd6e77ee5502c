package dev.roomstate.conformance.rules;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.invite;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.joinRules;
import static dev.roomstate.conformance.EventDraft.knock;
import static dev.roomstate.conformance.EventDraft.member;
import static dev.roomstate.conformance.EventDraft.restrictedJoin;
import static dev.roomstate.conformance.rules.RuleSituation.decides;
import static dev.roomstate.conformance.rules.RuleSituation.moderators;
import static dev.roomstate.conformance.rules.RuleSituation.passes;
import static dev.roomstate.version.AuthRule.*;

import java.util.List;

/** Situations around the rules of member events in general, of joins and of knocks. */
final class JoinSituations {
  private JoinSituations() {}

  static List<RuleSituation> members() {
    return List.of(
        decides(MEMBER_SHAPE, "membershipLeftOut", r -> r.add(join("bob").without("membership"))),
        decides(MEMBER_SHAPE, "stateKeyLeftOut", r -> r.add(join("alice").withoutStateKey())),
        passes(MEMBER_SHAPE, "memberEventWithBoth", r -> r.add(join("bob"))),
        decides(
                MEMBER_AUTHORISING_SERVER_SIGNATURE,
                "authorisingServerHasNotSigned",
                r ->
                    r.add(
                        joinRules("alice", "restricted"),
                        restrictedJoin("bob", "alice").notSignedBy("a.org")))
            .sealed(),
        decides(
                MEMBER_AUTHORISING_SERVER_SIGNATURE,
                "leaveThatNamesAnAuthorisingServer",
                r ->
                    r.add(
                        join("bob"),
                        member("bob", "bob", "leave")
                            .with("join_authorised_via_users_server", "@alice:a.org")))
            .sealed(),
        passes(
                MEMBER_AUTHORISING_SERVER_SIGNATURE,
                "authorisingServerHasSigned",
                r -> r.add(joinRules("alice", "restricted"), restrictedJoin("bob", "alice")))
            .sealed(),
        decides(MEMBERSHIP_UNKNOWN, "superadmin", r -> r.add(member("bob", "bob", "superadmin"))),
        decides(MEMBERSHIP_UNKNOWN, "knockBeforeThereWasOne", r -> r.add(knock("bob")))
            .in(v -> v < 7),
        passes(MEMBERSHIP_UNKNOWN, "join", r -> r.add(join("bob"))));
  }

  static List<RuleSituation> joins() {
    return List.of(
        decides(JOIN_CREATOR, "creatorsFirstJoin", r -> r.create("alice").add(join("alice")))
            .fromNothing(),
        passes(JOIN_CREATOR, "anotherUsersFirstJoin", r -> r.create("alice").add(join("bob")))
            .fromNothing(),
        passes(
                JOIN_CREATOR,
                "additionalCreatorsFirstJoin",
                r ->
                    r.add(r.createDraft("alice").with("additional_creators", List.of("@bob:b.org")))
                        .add(join("bob")))
            .fromNothing()
            .in(v -> v == 12),
        decides(
            JOIN_SENDER_NOT_TARGET,
            "oneUserJoinsAnother",
            r -> r.add(member("alice", "bob", "join"))),
        passes(JOIN_SENDER_NOT_TARGET, "userJoins", r -> r.add(join("bob"))),
        decides(JOIN_BANNED, "bannedUserJoins", r -> r.add(ban("alice", "bob"), join("bob"))),
        passes(
            JOIN_BANNED,
            "userJoinsAfterTheBanWasLifted",
            r -> r.add(ban("alice", "bob"), member("alice", "bob", "leave"), join("bob"))),
        decides(
            JOIN_INVITED,
            "invitedUserJoins",
            r -> r.add(joinRules("alice", "invite"), invite("alice", "bob"), join("bob"))),
        decides(
                JOIN_INVITED,
                "invitedUserJoinsWhereOneMayKnock",
                r -> r.add(joinRules("alice", "knock"), invite("alice", "bob"), join("bob")))
            .in(v -> v >= 7),
        passes(
            JOIN_INVITED,
            "userJoinsWithoutInvite",
            r -> r.add(joinRules("alice", "invite"), join("bob"))),
        decides(JOIN_PUBLIC, "anyoneJoins", r -> r.add(join("bob"))),
        passes(
            JOIN_PUBLIC,
            "userJoinsAPrivateRoom",
            r -> r.add(joinRules("alice", "private"), join("bob"))),
        decides(
            JOIN_NOT_ALLOWED,
            "userJoinsWithoutTheInviteItTakes",
            r -> r.add(joinRules("alice", "invite"), join("bob"))),
        decides(
            JOIN_NOT_ALLOWED,
            "invitedUserJoinsAPrivateRoom",
            r -> r.add(joinRules("alice", "private"), invite("alice", "bob"), join("bob"))),
        decides(
                JOIN_NOT_ALLOWED,
                "restrictedJoinBeforeThereWasOne",
                r ->
                    r.add(
                        joinRules("alice", "restricted"),
                        join("bob").with("join_authorised_via_users_server", "@alice:a.org")))
            .in(v -> v < 8),
        decides(
                JOIN_NOT_ALLOWED,
                "knockRestrictedJoinBeforeThereWasOne",
                r ->
                    r.add(
                        joinRules("alice", "knock_restricted"),
                        join("bob").with("join_authorised_via_users_server", "@alice:a.org")))
            .in(v -> v < 10),
        passes(JOIN_NOT_ALLOWED, "userJoinsAPublicRoom", r -> r.add(join("bob"))));
  }

  static List<RuleSituation> restricted() {
    return List.of(
        decides(
            JOIN_RESTRICTED_MEMBER,
            "invitedUserNeedsNobody",
            r -> r.add(joinRules("alice", "restricted"), invite("alice", "bob"), join("bob"))),
        passes(
            JOIN_RESTRICTED_MEMBER,
            "userWithoutInviteNeedsSomebody",
            r -> r.add(joinRules("alice", "restricted"), restrictedJoin("bob", "alice"))),
        decides(
            JOIN_RESTRICTED_NOT_AUTHORISED,
            "nobodyAuthorises",
            r -> r.add(joinRules("alice", "restricted"), join("bob"))),
        decides(
            JOIN_RESTRICTED_NOT_AUTHORISED,
            "authoriserIsNotInTheRoom",
            r -> r.add(joinRules("alice", "restricted"), restrictedJoin("bob", "carol"))),
        decides(
            JOIN_RESTRICTED_NOT_AUTHORISED,
            "authoriserMayNotInvite",
            r ->
                r.add(
                    join("dave"),
                    moderators(r, "invite", 25),
                    joinRules("alice", "restricted"),
                    restrictedJoin("bob", "dave"))),
        passes(
            JOIN_RESTRICTED_NOT_AUTHORISED,
            "authoriserMayInvite",
            r ->
                r.add(
                    join("carol"),
                    moderators(r, "invite", 25),
                    joinRules("alice", "restricted"),
                    restrictedJoin("bob", "carol"))),
        decides(
            JOIN_RESTRICTED_AUTHORISED,
            "somebodyAuthorises",
            r -> r.add(joinRules("alice", "restricted"), restrictedJoin("bob", "alice"))),
        decides(
                JOIN_RESTRICTED_AUTHORISED,
                "somebodyAuthorisesWhereOneMayKnock",
                r -> r.add(joinRules("alice", "knock_restricted"), restrictedJoin("bob", "alice")))
            .in(v -> v >= 10),
        passes(
            JOIN_RESTRICTED_AUTHORISED,
            "nobodyAuthorises",
            r -> r.add(joinRules("alice", "restricted"), join("bob"))));
  }

  static List<RuleSituation> knocks() {
    return List.of(
        decides(KNOCK_JOIN_RULE, "knockAtAPublicRoom", r -> r.add(knock("bob"))),
        decides(
            KNOCK_JOIN_RULE,
            "knockWhereOneMustBeInvited",
            r -> r.add(joinRules("alice", "invite"), knock("bob"))),
        decides(
                KNOCK_JOIN_RULE,
                "knockAtAKnockRestrictedRoomBeforeThereWasOne",
                r -> r.add(joinRules("alice", "knock_restricted"), knock("bob")))
            .in(v -> v >= 7 && v < 10),
        passes(
            KNOCK_JOIN_RULE,
            "knockWhereOneMayKnock",
            r -> r.add(joinRules("alice", "knock"), knock("bob"))),
        passes(
                KNOCK_JOIN_RULE,
                "knockAtAKnockRestrictedRoom",
                r -> r.add(joinRules("alice", "knock_restricted"), knock("bob")))
            .in(v -> v >= 10),
        decides(
            KNOCK_SENDER_NOT_TARGET,
            "oneUserKnocksForAnother",
            r -> r.add(joinRules("alice", "knock"), member("alice", "bob", "knock"))),
        passes(
            KNOCK_SENDER_NOT_TARGET,
            "userKnocks",
            r -> r.add(joinRules("alice", "knock"), knock("bob"))),
        decides(KNOCK_ALLOWED, "knock", r -> r.add(joinRules("alice", "knock"), knock("bob"))),
        decides(
            KNOCK_ALLOWED,
            "secondKnock",
            r -> r.add(joinRules("alice", "knock"), knock("bob"), knock("bob"))),
        passes(
            KNOCK_ALLOWED,
            "bannedUserKnocks",
            r -> r.add(joinRules("alice", "knock"), ban("alice", "bob"), knock("bob"))),
        decides(
            KNOCK_NOT_ALLOWED,
            "bannedUserKnocks",
            r -> r.add(joinRules("alice", "knock"), ban("alice", "bob"), knock("bob"))),
        decides(
            KNOCK_NOT_ALLOWED,
            "invitedUserKnocks",
            r -> r.add(joinRules("alice", "knock"), invite("alice", "bob"), knock("bob"))),
        decides(
            KNOCK_NOT_ALLOWED,
            "joinedUserKnocks",
            r -> r.add(join("bob"), joinRules("alice", "knock"), knock("bob"))),
        passes(
            KNOCK_NOT_ALLOWED,
            "userKnocksWhoHasLeft",
            r ->
                r.add(
                    join("bob"),
                    member("bob", "bob", "leave"),
                    joinRules("alice", "knock"),
                    knock("bob"))));
  }
}
