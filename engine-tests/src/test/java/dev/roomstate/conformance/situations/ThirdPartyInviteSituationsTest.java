package dev.roomstate.conformance.situations;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.invite;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.kick;
import static dev.roomstate.conformance.EventDraft.leave;
import static dev.roomstate.conformance.EventDraft.state;
import static dev.roomstate.conformance.EventDraft.thirdPartyInvite;
import static dev.roomstate.conformance.EventDraft.thirdPartyMember;
import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.situations.Judged.judge;
import static dev.roomstate.version.AuthRule.*;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.conformance.ThirdPartyIdentity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Third-party invites as identity servers make them, and as forgers do. */
class ThirdPartyInviteSituationsTest {
  private static final String BOB = "@bob:b.org";

  static Stream<String> all() {
    return Judged.versions();
  }

  private static EventDraft token(RoomTimeline room) {
    return thirdPartyInvite("alice", "tok", room.identity()).named("token");
  }

  private static EventDraft bound(RoomTimeline room) {
    return thirdPartyMember("alice", "bob", "tok", room.identity()).named("bound");
  }

  private static EventDraft bound(Map<String, Object> signed) {
    return invite("alice", "bob")
        .with("third_party_invite", object("signed", signed))
        .named("bound");
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachConditionHasItsRule(String version) {
    RoomTimeline room = RoomTimeline.room(version).add(join("carol"), token(room(version)));
    ThirdPartyIdentity identity = room.identity();
    room.add(bound(identity.signed("@dave:d.org", "tok")).named("another-user"));
    room.add(bound(identity.sign(object("mxid", BOB))).named("no-token"));
    room.add(bound(identity.signed(BOB, "unknown")).named("unknown-token"));
    room.add(thirdPartyMember("carol", "bob", "tok", identity).named("another-sender"));
    room.add(ban("alice", "bob"), bound(room).named("banned"));
    judge(room)
        .rejected("another-user", INVITE_THIRD_PARTY_MXID_MISMATCH)
        .rejected("no-token", INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN)
        .rejected("unknown-token", INVITE_THIRD_PARTY_NO_EVENT)
        .rejected("another-sender", INVITE_THIRD_PARTY_SENDER_MISMATCH)
        .rejected("banned", INVITE_THIRD_PARTY_TARGET_BANNED);
  }

  private static RoomTimeline room(String version) {
    return RoomTimeline.room(version);
  }

  /** The two blocks that identity servers sign: with the sender, and without. */
  @ParameterizedTest
  @MethodSource("all")
  void signatureIsOverTheBlockAsItCame(String version) {
    RoomTimeline room = room(version);
    room.add(token(room), bound(room).named("without"));
    Map<String, Object> withSender = object("mxid", BOB, "sender", "@alice:a.org", "token", "tok");
    room.add(bound(room.identity().sign(withSender)).named("with"));
    Map<String, Object> changed = room.identity().signed(BOB, "tok");
    changed.put("sender", "@alice:a.org");
    room.add(bound(changed).named("added-later"));
    judge(room)
        .accepted("without", "with")
        .rejected("added-later", INVITE_THIRD_PARTY_NO_VALID_SIGNATURE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void anyOfTheKeysWillDo(String version) {
    RoomTimeline room = room(version);
    String key = room.identity().publicKey();
    String other = new ThirdPartyIdentity("other.org", room.servers()).publicKey();
    for (Map<String, Object> keys :
        List.of(
            object("public_key", key),
            object("public_keys", List.of(object("public_key", key))),
            object("public_key", other, "public_keys", List.of(object("public_key", key))),
            object("public_key", key, "public_keys", List.of(object("public_key", other))),
            object("public_key", urlSafe(key)),
            object("public_key", "not base64!", "public_keys", List.of(object("public_key", key))),
            object(
                "public_keys",
                List.of(5, object("public_key", "AAAA"), object("public_key", key))))) {
      RoomTimeline each = room(version).add(token(room).content(keys), bound(room));
      judge(each).accepted("token", "bound");
    }
    RoomTimeline none = room(version).add(token(room).content(object("public_key", other)));
    judge(none.add(bound(room))).rejected("bound", INVITE_THIRD_PARTY_NO_VALID_SIGNATURE);
  }

  /** Whoever the block says has signed, and by whichever key. */
  @ParameterizedTest
  @MethodSource("all")
  void namesOfSignersAndKeysAreNotLookedAt(String version) {
    RoomTimeline room = room(version).add(token(room(version)));
    Map<String, Object> signed = room.identity().signed(BOB, "tok");
    String signature = signatureOf(signed);
    signed.put("signatures", object("someone.else", object("ed25519:0", signature)));
    room.add(bound(signed).named("another-name"));
    Map<String, Object> two = room.identity().signed(BOB, "tok");
    two.put(
        "signatures",
        object(
            "bad.org", object("ed25519:0", "AAAA", "ed25519:x", 5),
            "good.org", object("ed25519:0", signature)));
    room.add(bound(two).named("bad-one-first"));
    Map<String, Object> unknown = room.identity().signed(BOB, "tok");
    unknown.put("signatures", object("id.example.org", object("rsa:1", signature)));
    room.add(bound(unknown).named("another-algorithm"));
    judge(room)
        .accepted("another-name", "bad-one-first")
        .rejected("another-algorithm", INVITE_THIRD_PARTY_NO_VALID_SIGNATURE);
  }

  /** Public keys of invites may be in either alphabet, all else is in the standard one. */
  @ParameterizedTest
  @MethodSource("all")
  void signatureInTheUrlSafeAlphabetIsNone(String version) {
    RoomTimeline room = room(version).add(token(room(version)));
    Map<String, Object> signed = room.identity().signed(BOB, "tok");
    for (int i = 0; urlSafe(signatureOf(signed)).equals(signatureOf(signed)); i++) {
      signed = room.identity().sign(object("mxid", BOB, "token", "tok", "n", i));
    }
    room.add(bound(signed).named("standard"));
    String signature = urlSafe(signatureOf(signed));
    signed.put("signatures", object("id.example.org", object("ed25519:1", signature)));
    room.add(bound(signed).named("url-safe"));
    judge(room).accepted("standard").rejected("url-safe", INVITE_THIRD_PARTY_NO_VALID_SIGNATURE);
  }

  /** The id is the hash of what redaction leaves, which is an empty object of the first two. */
  @ParameterizedTest
  @MethodSource("all")
  void inviteWithoutSignedHasTheIdThatRedactionGivesIt(String version) {
    RoomTimeline room = RoomTimeline.sealedRoom(version);
    List<Object> values = List.of(object(), object("display_name", "b"), List.of(), "text", 5);
    for (int i = 0; i < values.size(); i++) {
      EventDraft invite = invite("alice", "bob").with("third_party_invite", values.get(i));
      room.add(invite.named("invite" + i));
    }
    Judged judged = judge(room);
    for (int i = 0; i < values.size(); i++) {
      judged.rejected("invite" + i, INVITE_THIRD_PARTY_NO_SIGNED);
    }
  }

  private static String urlSafe(String base64) {
    return base64.replace('+', '-').replace('/', '_');
  }

  private static String signatureOf(Map<String, Object> signed) {
    Map<?, ?> byServer = (Map<?, ?>) signed.get("signatures");
    Map<?, ?> byKey = (Map<?, ?>) byServer.values().iterator().next();
    return (String) byKey.values().iterator().next();
  }

  /** The rules let the same block in again, which is why invites can be revoked. */
  @ParameterizedTest
  @MethodSource("all")
  void sameBlockInvitesAgainAfterALeaveOrKickUntilItIsRevoked(String version) {
    RoomTimeline room = room(version);
    room.add(token(room), bound(room).named("first"), join("bob"), leave("bob").named("left"));
    room.add(bound(room).named("after-leave"), kick("alice", "bob").named("kicked"));
    room.add(bound(room).named("after-kick"));
    room.add(state("alice", "m.room.third_party_invite", "tok", object()).named("revoked"));
    room.add(kick("alice", "bob").named("again"), bound(room).named("after-revocation"));
    judge(room)
        .accepted("first", "after-leave", "after-kick", "revoked", "again")
        .rejected("after-revocation", INVITE_THIRD_PARTY_NO_VALID_SIGNATURE);
  }

  /** Neither membership nor power of the inviter is asked for again. */
  @ParameterizedTest
  @MethodSource("all")
  void memberWhoIsInvitedByATokenIsInvitedOnceMore(String version) {
    RoomTimeline room = room(version).add(token(room(version)), join("bob"));
    room.add(bound(room));
    judge(room).accepted("bound").state("m.room.member", BOB, "bound", "bound");
  }
}
