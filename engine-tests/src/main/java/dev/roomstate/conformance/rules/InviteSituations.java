package dev.roomstate.conformance.rules;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.invite;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.kick;
import static dev.roomstate.conformance.EventDraft.leave;
import static dev.roomstate.conformance.EventDraft.state;
import static dev.roomstate.conformance.EventDraft.thirdPartyInvite;
import static dev.roomstate.conformance.EventDraft.thirdPartyMember;
import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.rules.RuleSituation.decides;
import static dev.roomstate.conformance.rules.RuleSituation.moderators;
import static dev.roomstate.conformance.rules.RuleSituation.passes;
import static dev.roomstate.version.AuthRule.*;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.conformance.ThirdPartyIdentity;
import java.util.ArrayList;
import java.util.List;

/** Situations around the rules of invites, kicks and bans. */
final class InviteSituations {
  private InviteSituations() {}

  /** Alice's third-party invite event, under the token {@code tok}. */
  private static EventDraft token(RoomTimeline room) {
    return thirdPartyInvite("alice", "tok", room.identity());
  }

  /** Alice's invite of Bob by that token. */
  private static EventDraft bound(RoomTimeline room) {
    return thirdPartyMember("alice", "bob", "tok", room.identity());
  }

  private static EventDraft forged(RoomTimeline room) {
    return thirdPartyMember(
        "alice", "bob", "tok", new ThirdPartyIdentity("forger.org", room.servers()));
  }

  static List<RuleSituation> thirdParty() {
    List<RuleSituation> situations =
        new ArrayList<>(
            List.of(
                decides(
                    INVITE_THIRD_PARTY_TARGET_BANNED,
                    "bannedUserIsInvited",
                    r -> r.add(ban("alice", "bob"), token(r), bound(r))),
                decides(
                    INVITE_THIRD_PARTY_NO_SIGNED,
                    "signedLeftOut",
                    r -> r.add(token(r), bound(r).with("third_party_invite", object()))),
                decides(
                    INVITE_THIRD_PARTY_NO_SIGNED,
                    "thirdPartyInviteIsNull",
                    r -> r.add(token(r), bound(r).with("third_party_invite", null))),
                decides(
                    INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN,
                    "tokenLeftOut",
                    r -> r.add(token(r), withSigned(r, object("mxid", "@bob:b.org")))),
                decides(
                    INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN,
                    "mxidLeftOut",
                    r -> r.add(token(r), withSigned(r, object("token", "tok")))),
                decides(
                    INVITE_THIRD_PARTY_MXID_MISMATCH,
                    "signedForAnotherUser",
                    r ->
                        r.add(
                            token(r),
                            withSigned(r, object("mxid", "@carol:c.org", "token", "tok")))),
                decides(
                    INVITE_THIRD_PARTY_NO_EVENT,
                    "tokenThatTheRoomDoesNotHave",
                    r -> r.add(bound(r))),
                decides(
                    INVITE_THIRD_PARTY_SENDER_MISMATCH,
                    "anotherMemberSendsTheInvite",
                    r ->
                        r.add(
                            join("carol"),
                            token(r),
                            thirdPartyMember("carol", "bob", "tok", r.identity()))),
                decides(INVITE_THIRD_PARTY_SIGNED, "userIsInvited", r -> r.add(token(r), bound(r))),
                passes(
                    INVITE_THIRD_PARTY_SIGNED, "forgedSignature", r -> r.add(token(r), forged(r))),
                decides(
                    INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
                    "forgedSignature",
                    r -> r.add(token(r), forged(r))),
                decides(
                    INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
                    "inviteThatWasRevoked",
                    r ->
                        r.add(
                            token(r),
                            state("alice", "m.room.third_party_invite", "tok", object()),
                            bound(r)))));
    for (var rule :
        List.of(
            INVITE_THIRD_PARTY_TARGET_BANNED,
            INVITE_THIRD_PARTY_NO_SIGNED,
            INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN,
            INVITE_THIRD_PARTY_MXID_MISMATCH,
            INVITE_THIRD_PARTY_NO_EVENT,
            INVITE_THIRD_PARTY_SENDER_MISMATCH,
            INVITE_THIRD_PARTY_NO_VALID_SIGNATURE)) {
      situations.add(passes(rule, "userIsInvited", r -> r.add(token(r), bound(r))));
    }
    return situations;
  }

  private static EventDraft withSigned(RoomTimeline room, java.util.Map<String, Object> block) {
    return bound(room).with("third_party_invite", object("signed", room.identity().sign(block)));
  }

  static List<RuleSituation> invites() {
    return List.of(
        decides(
            INVITE_SENDER_NOT_JOINED, "inviterIsNotInTheRoom", r -> r.add(invite("bob", "carol"))),
        passes(INVITE_SENDER_NOT_JOINED, "inviterIsInTheRoom", r -> r.add(invite("alice", "bob"))),
        decides(
            INVITE_TARGET_JOINED,
            "inviteeIsInTheRoom",
            r -> r.add(join("bob"), invite("alice", "bob"))),
        passes(
            INVITE_TARGET_JOINED,
            "inviteeHasLeft",
            r -> r.add(join("bob"), leave("bob"), invite("alice", "bob"))),
        decides(
            INVITE_TARGET_BANNED,
            "inviteeIsBanned",
            r -> r.add(ban("alice", "bob"), invite("alice", "bob"))),
        passes(
            INVITE_TARGET_BANNED,
            "inviteesBanWasLifted",
            r -> r.add(ban("alice", "bob"), kick("alice", "bob"), invite("alice", "bob"))),
        decides(INVITE_ALLOWED, "inviterMayInvite", r -> r.add(invite("alice", "bob"))),
        passes(
            INVITE_ALLOWED,
            "inviterMayNotInvite",
            r -> r.add(join("dave"), moderators(r, "invite", 50), invite("dave", "erin"))),
        decides(
            INVITE_LEVEL,
            "inviterBelowTheInviteLevel",
            r -> r.add(join("dave"), moderators(r, "invite", 50), invite("dave", "erin"))),
        passes(
            INVITE_LEVEL,
            "inviterAtTheInviteLevel",
            r -> r.add(join("bob"), moderators(r, "invite", 50), invite("bob", "erin"))));
  }

  static List<RuleSituation> leaves() {
    return List.of(
        decides(LEAVE_OWN, "memberLeaves", r -> r.add(join("bob"), leave("bob"))),
        decides(LEAVE_OWN, "inviteIsRejected", r -> r.add(invite("alice", "bob"), leave("bob"))),
        passes(LEAVE_OWN, "memberIsKicked", r -> r.add(join("bob"), kick("alice", "bob"))),
        decides(LEAVE_NOT_A_MEMBER, "strangerLeaves", r -> r.add(leave("bob"))),
        decides(
            LEAVE_NOT_A_MEMBER,
            "memberLeavesTwice",
            r -> r.add(join("bob"), leave("bob"), leave("bob"))),
        decides(
            LEAVE_NOT_A_MEMBER, "bannedUserLeaves", r -> r.add(ban("alice", "bob"), leave("bob"))),
        passes(LEAVE_NOT_A_MEMBER, "memberLeaves", r -> r.add(join("bob"), leave("bob"))),
        decides(LEAVE_SENDER_NOT_JOINED, "strangerKicks", r -> r.add(kick("bob", "alice"))),
        passes(
            LEAVE_SENDER_NOT_JOINED, "memberKicks", r -> r.add(join("bob"), kick("alice", "bob"))),
        decides(
            LEAVE_BAN_LEVEL,
            "banLiftedByOneWhoMayOnlyKick",
            r ->
                r.add(
                    join("bob"),
                    moderators(r, "ban", 75),
                    ban("alice", "dave"),
                    kick("bob", "dave"))),
        passes(
            LEAVE_BAN_LEVEL,
            "banLiftedByOneWhoMayBan",
            r -> r.add(join("bob"), moderators(r), ban("alice", "dave"), kick("bob", "dave"))),
        decides(LEAVE_KICK, "memberIsKicked", r -> r.add(join("bob"), kick("alice", "bob"))),
        passes(LEAVE_KICK, "memberLeaves", r -> r.add(join("bob"), leave("bob"))),
        decides(
            LEAVE_KICK_LEVEL,
            "kickWithoutPower",
            r -> r.add(join("bob"), join("carol"), kick("bob", "carol"))),
        decides(
            LEAVE_KICK_LEVEL,
            "kickOfAnEqual",
            r -> r.add(join("bob"), join("carol"), moderators(r), kick("bob", "carol"))),
        passes(
            LEAVE_KICK_LEVEL,
            "kickOfALesser",
            r -> r.add(join("bob"), join("dave"), moderators(r), kick("bob", "dave"))));
  }

  static List<RuleSituation> bans() {
    return List.of(
        decides(BAN_SENDER_NOT_JOINED, "strangerBans", r -> r.add(ban("bob", "alice"))),
        passes(BAN_SENDER_NOT_JOINED, "memberBans", r -> r.add(ban("alice", "bob"))),
        decides(BAN_ALLOWED, "banByOneWithPower", r -> r.add(ban("alice", "bob"))),
        passes(
            BAN_ALLOWED,
            "banByOneWithoutPower",
            r -> r.add(join("bob"), join("carol"), ban("bob", "carol"))),
        decides(
            BAN_LEVEL,
            "banWithoutPower",
            r -> r.add(join("bob"), join("carol"), ban("bob", "carol"))),
        decides(
            BAN_LEVEL,
            "banOfAnEqual",
            r -> r.add(join("bob"), join("carol"), moderators(r), ban("bob", "carol"))),
        decides(BAN_LEVEL, "banOfOneself", r -> r.add(ban("alice", "alice"))),
        passes(
            BAN_LEVEL,
            "banOfALesser",
            r -> r.add(join("bob"), join("dave"), moderators(r), ban("bob", "dave"))));
  }
}
