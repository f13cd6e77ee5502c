package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.Set;

/** "If type is `m.room.member`": rule 5, in versions 6 to 11 rule 4. */
final class MemberRules {
  private final Situation situation;
  private final RoomVersion version;
  private final Event event;
  private final String sender;
  private final String target;

  private MemberRules(Situation situation) {
    this.situation = situation;
    this.version = situation.version();
    this.event = situation.event();
    this.sender = event.sender();
    this.target = event.stateKeyText().get();
  }

  static Verdict check(Situation situation) {
    Event event = situation.event();
    // "If there is no `state_key` property, or no `membership` property in `content`, reject."
    if (event.stateKeyText().isEmpty() || !event.content().containsKey("membership")) {
      return Verdict.reject(Rule.MEMBER_SHAPE, "a member event needs a state key and a membership");
    }
    return new MemberRules(situation).checkMembership();
  }

  private Verdict checkMembership() {
    // 8: "If `content` has a `join_authorised_via_users_server` key: If the event is not validly
    // signed
    // by the homeserver of the user ID denoted by the key, reject."
    Option<Object> authorizer = Json.member(event.content(), "join_authorised_via_users_server");
    if (version.restrictedJoins() && authorizer.exists(user -> !isSignedByServerOf(user))) {
      return Verdict.reject(
          Rule.MEMBER_AUTHORISING_SERVER_SIGNATURE, "not signed by the authorizing user's server");
    }
    String membership = event.membership().getOrElse("");
    if (membership.equals("knock") && version.knocking()) {
      // 7: "a new point for `membership=knock` is added"
      return checkKnock();
    }
    return switch (membership) {
      case "join" -> checkJoin();
      case "invite" ->
          event.content().containsKey("third_party_invite")
              ? ThirdPartyInviteRules.check(situation)
              : checkInvite();
      case "leave" -> checkLeave();
      case "ban" -> checkBan();
      // "Otherwise, the membership is unknown. Reject."
      default -> Verdict.reject(Rule.MEMBERSHIP_UNKNOWN, "the membership is unknown");
    };
  }

  private boolean isSignedByServerOf(Object user) {
    return situation.events().isSignedBy(event, serverOf(user));
  }

  /** The empty name, which no server has, where the value is no user id. */
  private static String serverOf(Object user) {
    return Json.string(user)
        .filter(Identifiers::isUserId)
        .flatMap(Identifiers::domain)
        .getOrElse("");
  }

  private Verdict checkJoin() {
    // "If the only previous event is an `m.room.create` and the `state_key` is the sender of the
    // `m.room.create` [until 10: the creator], allow."
    boolean followsCreate =
        event.prevEvents().size() == 1
            && situation.create().exists(create -> create.id().equals(event.prevEvents().get(0)));
    if (followsCreate && situation.isCreator(target)) {
      return Verdict.ALLOW;
    }
    // "If the `sender` does not match `state_key`, reject."
    if (!sender.equals(target)) {
      return Verdict.reject(Rule.JOIN_SENDER_NOT_TARGET, "`" + sender + "` joins for another user");
    }
    // "If the `sender` is banned, reject."
    String current = situation.membership(sender);
    if (current.equals("ban")) {
      return Verdict.reject(Rule.JOIN_BANNED, "`" + sender + "` is banned");
    }
    String joinRule = situation.joinRule();
    boolean isMember = current.equals("invite") || current.equals("join");
    // "If the `join_rule` is `invite` or [7] `knock` then allow if membership state is `invite` or
    // `join`."
    if (joinRule.equals("invite") || (version.knocking() && joinRule.equals("knock"))) {
      return Verdict.allowIf(isMember, Rule.JOIN_NOT_ALLOWED, "`" + sender + "` is not invited");
    }
    // 8: "If the `join_rule` is `restricted` or [10] `knock_restricted`: If membership state is
    // `join`
    // or `invite`, allow."
    if ((version.restrictedJoins() && joinRule.equals("restricted"))
        || (version.knockRestricted() && joinRule.equals("knock_restricted"))) {
      return isMember ? Verdict.ALLOW : checkRestrictedJoin();
    }
    // "If the `join_rule` is `public`, allow." "Otherwise, reject."
    return Verdict.allowIf(
        joinRule.equals("public"), Rule.JOIN_NOT_ALLOWED, "the join rule lets nobody join");
  }

  /**
   * "If the `join_authorised_via_users_server` key in `content` is not a user with sufficient
   * permission to invite other users or is not a joined member of the room, reject." "Otherwise,
   * allow."
   */
  private Verdict checkRestrictedJoin() {
    Option<String> authorizer =
        Json.stringMember(event.content(), "join_authorised_via_users_server");
    return Verdict.allowIf(
        authorizer.exists(
            user -> situation.isJoined(user) && situation.powerLevels().hasLevel(user, "invite")),
        Rule.JOIN_RESTRICTED_NOT_AUTHORISED,
        "nobody who may invite authorizes the join");
  }

  private Verdict checkInvite() {
    // "If the `sender`'s current membership state is not `join`, reject."
    if (!situation.isJoined(sender)) {
      return Verdict.reject(Rule.INVITE_SENDER_NOT_JOINED, "`" + sender + "` is not in the room");
    }
    // "If target user's current membership state is `join` or `ban`, reject."
    String current = situation.membership(target);
    if (current.equals("join")) {
      return Verdict.reject(Rule.INVITE_TARGET_JOINED, "`" + target + "` is already in the room");
    }
    if (current.equals("ban")) {
      return Verdict.reject(Rule.INVITE_TARGET_BANNED, "`" + target + "` is banned");
    }
    // "If the `sender`'s power level is greater than or equal to the invite level, allow."
    // "Otherwise,
    // reject."
    return Verdict.allowIf(
        situation.powerLevels().hasLevel(sender, "invite"),
        Rule.INVITE_LEVEL,
        "`" + sender + "` has not the level to invite");
  }

  private Verdict checkLeave() {
    String current = situation.membership(target);
    // "If the `sender` matches `state_key`, allow if and only if that user's current membership
    // state is
    // `invite`, `join`, or [7] `knock`."
    if (sender.equals(target)) {
      Set<String> leavable =
          version.knocking() ? Set.of("invite", "join", "knock") : Set.of("invite", "join");
      return Verdict.allowIf(
          leavable.contains(current),
          Rule.LEAVE_NOT_A_MEMBER,
          "`" + sender + "` is not in the room");
    }
    // "If the `sender`'s current membership state is not `join`, reject."
    if (!situation.isJoined(sender)) {
      return Verdict.reject(Rule.LEAVE_SENDER_NOT_JOINED, "`" + sender + "` is not in the room");
    }
    PowerLevels levels = situation.powerLevels();
    // "If the target user's current membership state is `ban`, and the `sender`'s power level is
    // less
    // than the ban level, reject."
    if (current.equals("ban") && !levels.hasLevel(sender, "ban")) {
      return Verdict.reject(Rule.LEAVE_BAN_LEVEL, "`" + sender + "` has not the level to unban");
    }
    // "If the `sender`'s power level is greater than or equal to the kick level, and the target
    // user's
    // power level is less than the `sender`'s power level, allow." "Otherwise, reject."
    return Verdict.allowIf(
        levels.hasLevel(sender, "kick") && levels.isBelow(target, sender),
        Rule.LEAVE_KICK_LEVEL,
        "`" + sender + "` has not the level to kick `" + target + "`");
  }

  private Verdict checkBan() {
    // "If the `sender`'s current membership state is not `join`, reject."
    if (!situation.isJoined(sender)) {
      return Verdict.reject(Rule.BAN_SENDER_NOT_JOINED, "`" + sender + "` is not in the room");
    }
    PowerLevels levels = situation.powerLevels();
    // "If the `sender`'s power level is greater than or equal to the ban level, and the target
    // user's
    // power level is less than the `sender`'s power level, allow." "Otherwise, reject."
    return Verdict.allowIf(
        levels.hasLevel(sender, "ban") && levels.isBelow(target, sender),
        Rule.BAN_LEVEL,
        "`" + sender + "` has not the level to ban `" + target + "`");
  }

  private Verdict checkKnock() {
    // "If the `join_rule` is anything other than `knock` or [10] `knock_restricted`, reject."
    String joinRule = situation.joinRule();
    if (!joinRule.equals("knock")
        && !(version.knockRestricted() && joinRule.equals("knock_restricted"))) {
      return Verdict.reject(Rule.KNOCK_JOIN_RULE, "the join rule does not let anybody knock");
    }
    // "If `sender` does not match `state_key`, reject."
    if (!sender.equals(target)) {
      return Verdict.reject(
          Rule.KNOCK_SENDER_NOT_TARGET, "`" + sender + "` knocks for another user");
    }
    // "If the `sender`'s current membership is not `ban`, `invite`, or `join`, allow." "Otherwise,
    // reject."
    String current = situation.membership(sender);
    return Verdict.allowIf(
        !Set.of("ban", "invite", "join").contains(current),
        Rule.KNOCK_NOT_ALLOWED,
        "the membership of `" + sender + "` is " + current);
  }
}
