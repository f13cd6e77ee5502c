package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** "If `content` has a `third_party_invite` property": the first point of the rule for invites. */
final class ThirdPartyInviteRules {
  private ThirdPartyInviteRules() {}

  static Verdict check(Situation situation) {
    Event event = situation.event();
    String target = event.stateKeyText().get();
    // "If target user is banned, reject."
    if (situation.membership(target).equals("ban")) {
      return Verdict.reject(Rule.INVITE_THIRD_PARTY_TARGET_BANNED, "`" + target + "` is banned");
    }
    // "If `content.third_party_invite` does not have a `signed` property, reject."
    Option<Object> signedValue =
        Json.objectMember(event.content(), "third_party_invite")
            .flatMap(invite -> Json.member(invite, "signed"));
    if (signedValue.isEmpty()) {
      return Verdict.reject(Rule.INVITE_THIRD_PARTY_NO_SIGNED, "nothing is signed");
    }
    // "If `signed` does not have `mxid` and `token` properties, reject."
    Map<String, Object> signed = Json.object(signedValue.get()).getOrElse(Map.of());
    if (!signed.containsKey("mxid") || !signed.containsKey("token")) {
      return Verdict.reject(
          Rule.INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN, "what is signed lacks `mxid` or `token`");
    }
    // "If `mxid` does not match `state_key`, reject."
    if (!signed.get("mxid").equals(target)) {
      return Verdict.reject(Rule.INVITE_THIRD_PARTY_MXID_MISMATCH, "another user was invited");
    }
    // "If there is no `m.room.third_party_invite` event in the current room state with `state_key`
    // matching `token`, reject."
    Option<Event> invite =
        Json.stringMember(signed, "token")
            .flatMap(token -> situation.state().apply(StateKey.thirdPartyInvite(token)));
    if (invite.isEmpty()) {
      return Verdict.reject(Rule.INVITE_THIRD_PARTY_NO_EVENT, "no invite has this token");
    }
    // "If `sender` does not match `sender` of the `m.room.third_party_invite`, reject."
    if (!event.sender().equals(invite.get().sender())) {
      return Verdict.reject(
          Rule.INVITE_THIRD_PARTY_SENDER_MISMATCH, "another user sent the invite");
    }
    // "If any signature in `signed` matches any public key in the `m.room.third_party_invite`
    // event,
    // allow." "Otherwise, reject."
    return Verdict.allowIf(
        anySignatureMatches(signed, publicKeys(invite.get())),
        Rule.INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
        "no signature matches a key of the invite");
  }

  /**
   * "1. A single public key in the `public_key` property. 2. A list of public keys in the
   * `public_keys` property." What is no key is left out.
   */
  private static List<byte[]> publicKeys(Event invite) {
    List<Object> values = new ArrayList<>();
    Json.member(invite.content(), "public_key").forEach(values::add);
    Json.member(invite.content(), "public_keys")
        .flatMap(Json::array)
        .forEach(
            all ->
                all.forEach(
                    entry ->
                        Json.object(entry)
                            .flatMap(members -> Json.member(members, "public_key"))
                            .forEach(values::add)));
    List<byte[]> keys = new ArrayList<>();
    for (Object value : values) {
      Json.string(value).flatMap(Base64Text::decodeEither).forEach(keys::add);
    }
    return keys;
  }

  private static boolean anySignatureMatches(Map<String, Object> signed, List<byte[]> keys) {
    byte[] message = EventHashes.signedBytes(signed);
    for (byte[] signature : signatures(signed)) {
      for (byte[] key : keys) {
        if (Ed25519.verifies(key, message, signature)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All Ed25519 signatures, whoever is said to have made them; what is none is left out. */
  private static List<byte[]> signatures(Map<String, Object> signed) {
    List<byte[]> signatures = new ArrayList<>();
    for (Map<String, Object> servers : Json.objectMember(signed, "signatures")) {
      for (Object ofServer : servers.values()) {
        for (Map<String, Object> byKeyId : Json.object(ofServer)) {
          byKeyId.forEach(
              (keyId, signature) -> {
                if (keyId.startsWith("ed25519:")) {
                  Json.string(signature).flatMap(Base64Text::decode).forEach(signatures::add);
                }
              });
        }
      }
    }
    return signatures;
  }
}
