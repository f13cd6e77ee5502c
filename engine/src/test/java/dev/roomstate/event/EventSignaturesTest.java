package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Check 2: who must have signed an event, and which signatures count. */
class EventSignaturesTest {
  private static final TestServer OTHER = TestServer.named("other");
  private static final RoomVersionRules RULES = Samples.rules("11");
  private static final long SENT = 1_000_000;

  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  private static Either<NotVerified, VerifiedPdu> verify(
      JsonObject event, RoomVersionRules rules, KeyRing keys) {
    return EventVerifier.withKeys(keys, TestServer.ED25519)
        .verify(Samples.pdu(event, rules), rules);
  }

  private static Either<NotVerified, VerifiedPdu> verify(JsonObject event, RoomVersionRules rules) {
    return verify(event, rules, TestServer.keys(Samples.SERVER, OTHER));
  }

  private static EventDefect defect(Either<NotVerified, VerifiedPdu> verified) {
    return assertInstanceOf(NotVerified.Dropped.class, verified.getLeft()).defect();
  }

  private static JsonObject message(RoomVersionRules rules) {
    return Samples.hashed(Samples.message(rules));
  }

  private static JsonObject byOther(JsonObject event, RoomVersionRules rules) {
    return Samples.signed(event, rules, OTHER, "other", "ed25519:1");
  }

  private static JsonObject byOwn(JsonObject event, RoomVersionRules rules) {
    return Samples.signed(event, rules, Samples.SERVER, "domain", "ed25519:1");
  }

  /** A ring in which the sender's server has this one key, and no other server any. */
  private static KeyRing only(KeyLookup lookup) {
    return (server, keyId) ->
        server.equals("domain") && keyId.equals("ed25519:1") ? lookup : new KeyLookup.Unknown();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void sendersServerMustHaveSigned(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    assertTrue(verify(byOwn(message(rules), rules), rules).isRight());
    EventDefect defect = defect(verify(message(rules), rules));
    assertEquals(new EventDefect.NotSigned("domain"), defect);
    assertEquals(Check.SIGNATURE, defect.check());
    assertEquals(
        new EventDefect.NotSigned("domain"), defect(verify(byOther(message(rules), rules), rules)));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void serverOfTheEventIdMustHaveSignedInVersionsOneAndTwo(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event =
        byOwn(
            Samples.hashed(Samples.message(rules).with("event_id", JsonString.of("$e:other"))),
            rules);
    Either<NotVerified, VerifiedPdu> verified = verify(event, rules);
    if (Samples.number(version) <= 2) {
      assertEquals(new EventDefect.NotSigned("other"), defect(verified));
      assertTrue(verify(byOther(event, rules), rules).isRight());
    } else {
      assertTrue(verified.isRight());
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void thirdPartyInviteNeedsNoSignatureOfItsSendersServer(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    for (String invite : List.of("{\"signed\":{}}", "{}", "null", "1")) {
      JsonObject event =
          member(rules, "{\"membership\":\"invite\",\"third_party_invite\":" + invite + "}");
      assertTrue(verify(event, rules).isRight(), invite);
    }
    for (String other : List.of("join", "leave", "ban", "knock", "x")) {
      JsonObject event =
          member(rules, "{\"membership\":\"" + other + "\",\"third_party_invite\":{}}");
      assertEquals(new EventDefect.NotSigned("domain"), defect(verify(event, rules)));
    }
    JsonObject plain = member(rules, "{\"membership\":\"invite\"}");
    assertEquals(new EventDefect.NotSigned("domain"), defect(verify(plain, rules)));
  }

  private static JsonObject member(RoomVersionRules rules, String content) {
    return Samples.hashed(Samples.state(rules, "m.room.member", content));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void exemptionOfThirdPartyInvitesIsDecidedBeforeRedaction(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event =
        member(rules, "{\"membership\":\"invite\",\"third_party_invite\":{\"signed\":{}}}")
            .with("extra", Samples.text(3));
    VerifiedPdu verified = verify(event, rules).get();
    assertEquals(HashStatus.REDACTED, verified.hash());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void serverOfTheEventIdMustSignAThirdPartyInviteTooInVersionsOneAndTwo(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event =
        Samples.hashed(
            Samples.state(
                    rules,
                    "m.room.member",
                    "{\"membership\":\"invite\",\"third_party_invite\":{\"signed\":{}}}")
                .with("event_id", JsonString.of("$e:other")));
    Either<NotVerified, VerifiedPdu> verified = verify(event, rules);
    assertEquals(Samples.number(version) > 2, verified.isRight());
    assertTrue(verify(byOther(event, rules), rules).isRight());
  }

  @Test
  void memberEventThatNamesAnAuthorisingServerSaysWhetherItSigned() {
    for (RoomVersion version : Samples.versions().toList()) {
      RoomVersionRules rules = version.rules();
      boolean known = Samples.number(version) >= 8;
      for (String membership : List.of("join", "invite", "leave")) {
        JsonObject event =
            byOwn(
                member(
                    rules,
                    "{\"membership\":\""
                        + membership
                        + "\",\"join_authorised_via_users_server\":\"@b:other\"}"),
                rules);
        assertEquals(!known, verify(event, rules).get().authorisingServerSigned());
        assertTrue(verify(byOther(event, rules), rules).get().authorisingServerSigned());
      }
    }
  }

  @Test
  void authorisingServerThatIsNoneHasNotSigned() {
    for (String user : List.of("null", "1", "\"\"", "\"other\"", "\"@b\"", "{}")) {
      String content =
          "{\"membership\":\"join\",\"join_authorised_via_users_server\":" + user + "}";
      JsonObject event = byOwn(member(RULES, content), RULES);
      assertEquals(false, verify(event, RULES).get().authorisingServerSigned(), user);
    }
  }

  @Test
  void wrongSignatureOfTheAuthorisingServerIsNotForThisCheckToDrop() {
    JsonObject event =
        byOwn(
            member(
                RULES,
                "{\"membership\":\"join\",\"join_authorised_via_users_server\":\"@b:other\"}"),
            RULES);
    JsonObject wrong = Samples.withSignature(event, "other", "ed25519:1", "AAAA");
    assertEquals(false, verify(wrong, RULES).get().authorisingServerSigned());
  }

  @Test
  void keysOfTheAuthorisingServerAreAskedForToo() {
    JsonObject event =
        byOther(
            byOwn(
                member(
                    RULES,
                    "{\"membership\":\"join\",\"join_authorised_via_users_server\":\"@b:other\"}"),
                RULES),
            RULES);
    KeyRing ring =
        (server, keyId) ->
            server.equals("domain")
                ? new KeyLookup.Known(Samples.SERVER.key().verifyKey())
                : new KeyLookup.NotFetched();
    NotVerified missing = verify(event, RULES, ring).getLeft();
    assertEquals(
        List.of(new KeyRequest("other", "ed25519:1")),
        assertInstanceOf(NotVerified.KeysMissing.class, missing).keys().toJavaList());
  }

  @Test
  void signatureByAnUnknownKeyIsSkipped() {
    JsonObject event = Samples.withSignature(message(RULES), "domain", "ed25519:2", "AAAA");
    assertEquals(new EventDefect.NotSigned("domain"), defect(verify(event, RULES)));
    assertTrue(verify(byOwn(event, RULES), RULES).isRight());
  }

  @Test
  void signatureByAnotherAlgorithmIsSkipped() {
    JsonObject event = Samples.withSignature(message(RULES), "domain", "rsa:1", "AAAA");
    JsonObject policy = Samples.withSignature(event, "domain", "ed25519", "AAAA");
    assertEquals(new EventDefect.NotSigned("domain"), defect(verify(policy, RULES)));
    assertTrue(verify(byOwn(policy, RULES), RULES).isRight());
  }

  @Test
  void wrongSignatureByAKnownKeyDropsEvenBesideARightOne() {
    KeyRing both = (server, keyId) -> new KeyLookup.Known(Samples.SERVER.key().verifyKey());
    JsonObject right = byOwn(message(RULES), RULES);
    for (String signature : List.of("", "AAAA", "no base64", "A".repeat(86))) {
      JsonObject event = Samples.withSignature(right, "domain", "ed25519:2", signature);
      assertEquals(
          new EventDefect.BadSignature("domain", "ed25519:2"), defect(verify(event, RULES, both)));
    }
  }

  @Test
  void signaturesOfServersThatNeedNotSignAreNotLookedAt() {
    JsonObject event = byOwn(message(RULES), RULES);
    JsonObject others = Samples.withSignature(event, "other", "ed25519:1", "AAAA");
    JsonObject noServer = Samples.withSignature(others, "", "ed25519:1", "AAAA");
    assertTrue(verify(noServer, RULES).isRight());
  }

  @Test
  void signatureByAnotherServersKeyIsWrong() {
    JsonObject event = Samples.signed(message(RULES), RULES, OTHER, "domain", "ed25519:1");
    assertEquals(new EventDefect.BadSignature("domain", "ed25519:1"), defect(verify(event, RULES)));
  }

  private static String ownSignature(JsonObject event) {
    return event.object("signatures").get().object("domain").get().string("ed25519:1").get();
  }

  @Test
  void paddedSignatureIsTheSameSignature() {
    JsonObject event = byOwn(message(RULES), RULES);
    String signature = ownSignature(event);
    JsonObject padded = Samples.withSignature(event, "domain", "ed25519:1", signature + "==");
    assertTrue(verify(padded, RULES).isRight());
  }

  @Test
  void signatureInTheUrlSafeAlphabetIsWrong() {
    for (int i = 0; i < 20; i++) {
      JsonObject event = byOwn(message(RULES).with("depth", Samples.integer(i)), RULES);
      String signature = ownSignature(event);
      String urlSafe = signature.replace('+', '-').replace('/', '_');
      JsonObject written = Samples.withSignature(event, "domain", "ed25519:1", urlSafe);
      assertEquals(urlSafe.equals(signature), verify(written, RULES).isRight());
    }
  }

  @Test
  void serverNameIsComparedWithItsPortAndItsCase() {
    JsonObject event =
        byOwn(
            Samples.hashed(Samples.message(RULES).with("sender", JsonString.of("@a:domain:8448"))),
            RULES);
    assertEquals(new EventDefect.NotSigned("domain:8448"), defect(verify(event, RULES)));
    JsonObject upper =
        byOwn(
            Samples.hashed(Samples.message(RULES).with("sender", JsonString.of("@a:Domain"))),
            RULES);
    assertEquals(new EventDefect.NotSigned("Domain"), defect(verify(upper, RULES)));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void validityOfAKeyCountsFromVersionFiveOn(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    boolean enforced = Samples.number(version) >= 5;
    JsonObject event = byOwn(message(rules), rules);
    assertValidity(true, event, rules, SENT, Option.none());
    assertValidity(!enforced, event, rules, SENT - 1, Option.none());
    // An old key is valid for what was sent before it expired, whatever valid_until_ts says.
    assertValidity(true, event, rules, 0, Option.some(SENT));
    assertValidity(!enforced, event, rules, VerifyKey.FOR_EVER, Option.some(SENT - 1));
  }

  private static void assertValidity(
      boolean valid, JsonObject event, RoomVersionRules rules, long until, Option<Long> expired) {
    byte[] raw = Samples.SERVER.key().verifyKey().publicKey();
    KeyRing ring = only(new KeyLookup.Known(new VerifyKey(raw, until, expired)));
    Either<NotVerified, VerifiedPdu> verified = verify(event, rules, ring);
    assertEquals(valid, verified.isRight());
    if (!valid) {
      assertEquals(new EventDefect.NotSigned("domain"), defect(verified));
    }
  }

  @Test
  void keyThatIsNotFetchedIsNamedUnlessAnotherSignatureHolds() {
    KeyRing ring =
        (server, keyId) ->
            keyId.equals("ed25519:1")
                ? new KeyLookup.Known(Samples.SERVER.key().verifyKey())
                : new KeyLookup.NotFetched();
    JsonObject event =
        Samples.withSignature(
            Samples.withSignature(message(RULES), "domain", "ed25519:b", "AAAA"),
            "domain",
            "ed25519:a",
            "AAAA");
    NotVerified missing = verify(event, RULES, ring).getLeft();
    assertEquals(
        "[ed25519:a, ed25519:b]",
        assertInstanceOf(NotVerified.KeysMissing.class, missing)
            .keys()
            .map(KeyRequest::keyId)
            .toJavaList()
            .toString());
    assertTrue(verify(byOwn(event, RULES), RULES, ring).isRight());
  }

  @Test
  void withoutKeysSignaturesAreTakenForGranted() {
    EventVerifier verifier = EventVerifier.withoutSignatures(TestServer.ED25519);
    JsonObject event =
        member(
            RULES, "{\"membership\":\"join\",\"join_authorised_via_users_server\":\"@b:other\"}");
    VerifiedPdu verified = verifier.verify(Samples.pdu(event, RULES), RULES).get();
    assertEquals(HashStatus.OK, verified.hash());
    assertTrue(verified.authorisingServerSigned());
  }
}
