package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.content.ThirdPartyInviteContent;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.EventFacts;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.version.AuthRule;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rule 4.4.1: an invite that a third-party invite allows. */
final class ThirdPartyInviteRules {
  /**
   * Most pairs of a signature and a key that are tried for one event; a PDU could hold half a
   * million of them.
   */
  static final int TRIED_PAIRS_MAX = 512;

  private static final int SIGNATURE_SIZE = 64;

  private final Ed25519 ed25519;

  ThirdPartyInviteRules(Ed25519 ed25519) {
    this.ed25519 = ed25519;
  }

  Verdict check(EventFacts event, MemberContent.ThirdPartyInvite invite, AuthState state) {
    // "If target user is banned, reject."
    if (state.membership(AuthSlot.TARGET) == Membership.BAN) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_TARGET_BANNED,
          () -> "the invitee `" + event.stateKey().get() + "` is banned",
          state.orNull(AuthSlot.TARGET)); // 4.4.1.1
    }
    // "If content.third_party_invite does not have a signed property, reject."
    if (invite.signed().isEmpty()) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_NO_SIGNED,
          () -> "`third_party_invite` has no `signed`"); // 4.4.1.2
    }
    // "If signed does not have mxid and token properties, reject."
    Option<JsonObject> signed = invite.signedObject();
    if (!signed.exists(object -> object.has("mxid") && object.has("token"))) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN,
          () -> "`signed` has not both `mxid` and `token`"); // 4.4.1.3
    }
    // "If mxid does not match state_key, reject."
    if (!invite.mxid().equals(event.stateKey())) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_MXID_MISMATCH,
          () ->
              "the invite was signed for another user than `"
                  + event.stateKey().get()
                  + "`"); // 4.4.1.4
    }
    // "If there is no m.room.third_party_invite event in the current room state with state_key
    // matching token, reject."
    EventFacts thirdParty = state.orNull(AuthSlot.THIRD_PARTY_INVITE);
    if (thirdParty == null) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_NO_EVENT,
          () -> "the room has no third-party invite of this token"); // 4.4.1.5
    }
    // "If sender does not match sender of the m.room.third_party_invite, reject."
    if (!event.sender().equals(thirdParty.sender())) {
      return reject(
          AuthRule.INVITE_THIRD_PARTY_SENDER_MISMATCH,
          () ->
              "the third-party invite is of `"
                  + thirdParty.sender()
                  + "`, not of `"
                  + event.sender()
                  + "`",
          thirdParty); // 4.4.1.6
    }
    // "If any signature in signed matches any public key in the m.room.third_party_invite event,
    // allow."
    if (invite.isSigned(
        state.thirdPartyInvite().get(), keys -> isSignedByAny(signed.get(), keys))) {
      return allow(AuthRule.INVITE_THIRD_PARTY_SIGNED); // 4.4.1.7
    }
    // "Otherwise, reject."
    return reject(
        AuthRule.INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
        () -> "no signature in `signed` is by a key of the third-party invite",
        thirdParty); // 4.4.1.8
  }

  private boolean isSignedByAny(JsonObject signed, ThirdPartyInviteContent invite) {
    List<byte[]> signatures = signatures(signed);
    if (signatures.isEmpty() || invite.publicKeys().isEmpty()) {
      return false;
    }
    byte[] message =
        CanonicalJson.write(signed.filter(key -> !key.is("signatures") && !key.is("unsigned")));
    int tried = 0;
    for (byte[] key : keys(invite)) {
      for (byte[] signature : signatures) {
        if (tried++ == TRIED_PAIRS_MAX) {
          return false;
        }
        if (ed25519.verify(key, message, signature)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The keys that can be keys at all, each once. */
  private static List<byte[]> keys(ThirdPartyInviteContent invite) {
    Map<ByteBuffer, byte[]> keys = new LinkedHashMap<>();
    for (String written : invite.publicKeys()) {
      for (byte[] key :
          UnpaddedBase64.decodeAnyAlphabet(written).filter(k -> k.length == VerifyKey.SIZE)) {
        keys.putIfAbsent(ByteBuffer.wrap(key), key);
      }
    }
    return List.copyOf(keys.values());
  }

  /** All that can be signatures, whoever made them, by whichever key id, each once. */
  private static List<byte[]> signatures(JsonObject signed) {
    Map<ByteBuffer, byte[]> decoded = new LinkedHashMap<>();
    JsonObject all = signed.object("signatures").getOrElse(JsonObject.EMPTY);
    for (int i = 0; i < all.size(); i++) {
      if (all.value(i) instanceof JsonObject byKey) {
        for (int j = 0; j < byKey.size(); j++) {
          String keyId = byKey.key(j).value();
          if (keyId.startsWith("ed25519:")) {
            byKey
                .string(keyId)
                .flatMap(UnpaddedBase64::decode)
                .filter(signature -> signature.length == SIGNATURE_SIZE)
                .forEach(signature -> decoded.putIfAbsent(ByteBuffer.wrap(signature), signature));
          }
        }
      }
    }
    return List.copyOf(decoded.values());
  }
}
