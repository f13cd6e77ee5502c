package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.CAROL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** "If `content` has a `third_party_invite` property", with an identity server's key made here. */
class ThirdPartyInviteRulesTest {
  private static final String SIGNED =
      "\"mxid\":\"" + BOB + "\",\"sender\":\"" + ALICE + "\",\"token\":\"t\"";

  private final KeyPair keys = generate();

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] publicKey() {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private String signature(String object) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(keys.getPrivate());
      signer.update(CodePoints.utf8(object));
      return Base64.getEncoder().withoutPadding().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What an invite says whose {@code third_party_invite} is this. */
  private String check(String thirdPartyInvite, String inviteContent, String... membership) {
    Written room = new Written(11);
    String create = room.create();
    String invite =
        room.event("$3pi", "m.room.third_party_invite", ALICE, inviteContent).key("t").add();
    String content = "{\"membership\":\"invite\",\"third_party_invite\":" + thirdPartyInvite + "}";
    String member = room.event("$invite", "m.room.member", ALICE, content).key(BOB).add();
    return membership.length == 0
        ? room.check(member, create, invite)
        : room.check(member, create, invite, room.member(ALICE, BOB, membership[0]));
  }

  private String signedInvite(String... signatures) {
    return "{\"display_name\":\"b\",\"signed\":{"
        + SIGNED
        + ",\"signatures\":{"
        + String.join(",", signatures)
        + "}}}";
  }

  @Test
  void goodInvites() {
    String good = signature("{" + SIGNED + "}");
    String key = Base64Text.encode(publicKey());
    String urlSafe = Base64Text.encodeUrlSafe(publicKey());
    String bySydent = "\"id.org\":{\"ed25519:0\":\"" + good + "\"}";
    String one = "{\"public_key\":\"" + key + "\"}";
    assertEquals("allowed", check(signedInvite(bySydent), one));
    assertEquals("allowed", check(signedInvite(bySydent), one, "join"));
    assertEquals("allowed", check(signedInvite(bySydent), "{\"public_key\":\"" + urlSafe + "\"}"));
    // Any of the signatures, any of the keys: what is none does not hide the others.
    String bad =
        "\"a.org\":{\"ed25519:0\":\"x\",\"ed25519:1\":7,\"rsa:1\":\"" + good + "\"},\"b\":1";
    assertEquals(
        "allowed",
        check(
            signedInvite(bad, bySydent),
            "{\"public_key\":\"%\",\"public_keys\":[1,{},{\"public_key\":\"AAAA\"},"
                + "{\"public_key\":\""
                + key
                + "\"}]}"));
    assertEquals("INVITE_THIRD_PARTY_NO_VALID_SIGNATURE 4.4.1.8", check(signedInvite(bad), one));
  }

  @Test
  void refusedInvites() {
    String key = "{\"public_key\":\"" + Base64Text.encode(publicKey()) + "\"}";
    String good = "\"id.org\":{\"ed25519:0\":\"" + signature("{" + SIGNED + "}") + "\"}";
    assertEquals("INVITE_THIRD_PARTY_TARGET_BANNED 4.4.1.1", check(signedInvite(good), key, "ban"));
    for (String none : new String[] {"null", "1", "{}"}) {
      assertEquals("INVITE_THIRD_PARTY_NO_SIGNED 4.4.1.2", check(none, key));
    }
    for (String none : new String[] {"1", "{}", "{\"mxid\":\"x\"}", "{\"token\":\"t\"}"}) {
      assertEquals(
          "INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN 4.4.1.3", check("{\"signed\":" + none + "}", key));
    }
    assertEquals(
        "INVITE_THIRD_PARTY_MXID_MISMATCH 4.4.1.4",
        check(signedInvite(good).replace(BOB, CAROL), key));
    for (String token : new String[] {"\"u\"", "1"}) {
      assertEquals(
          "INVITE_THIRD_PARTY_NO_EVENT 4.4.1.5",
          check(signedInvite(good).replace("\"t\"", token), key));
    }
    assertEquals(
        "INVITE_THIRD_PARTY_NO_VALID_SIGNATURE 4.4.1.8",
        check(signedInvite(good).replace("\"sender\"", "\"other\""), key));
    assertEquals("INVITE_THIRD_PARTY_NO_VALID_SIGNATURE 4.4.1.8", check(signedInvite(good), "{}"));
  }

  @Test
  void theInviteMustBeOfTheSameSender() {
    Written room = new Written(1);
    String create = room.create();
    String invite = room.event("$3pi", "m.room.third_party_invite", CAROL, "{}").key("t").add();
    String content = "{\"membership\":\"invite\",\"third_party_invite\":" + signedInvite() + "}";
    String member = room.event("$invite", "m.room.member", ALICE, content).key(BOB).add();
    assertEquals("INVITE_THIRD_PARTY_SENDER_MISMATCH 5.3.1.6", room.check(member, create, invite));
  }
}
