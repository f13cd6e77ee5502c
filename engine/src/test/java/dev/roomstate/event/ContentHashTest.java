package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.id.EventId;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 3: an event whose content hash is wrong goes on in its redacted form. */
class ContentHashTest {
  private static final RoomVersionRules RULES = Samples.rules("11");
  private static final EventVerifier VERIFIER =
      EventVerifier.withKeys(TestServer.keys(Samples.SERVER), TestServer.ED25519);

  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  private static VerifiedPdu verify(JsonObject event, RoomVersionRules rules) {
    return VERIFIER.verify(Samples.pdu(event, rules), rules).get();
  }

  private static String hash(JsonObject event) {
    return event.object("hashes").get().string("sha256").get();
  }

  private static JsonObject withHash(JsonObject event, String hash) {
    return event.with("hashes", JsonObject.of(Map.of("sha256", JsonString.of(hash))));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void rightHashLeavesTheEventAsItIs(RoomVersion version) {
    JsonObject event = Samples.complete(Samples.message(version.rules()), version.rules());
    VerifiedPdu verified = verify(event, version.rules());
    assertEquals(HashStatus.OK, verified.hash());
    assertEquals(event, verified.pdu().json());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void wrongHashRedactsAndKeepsTheId(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event =
        Samples.complete(Samples.message(rules), rules)
            .with("content", TestServer.json("{\"body\":\"changed\"}"));
    Pdu received = Samples.pdu(event, rules);
    VerifiedPdu verified = verify(event, rules);
    assertEquals(HashStatus.REDACTED, verified.hash());
    assertEquals(Redaction.redact(event, rules), verified.pdu().json());
    assertEquals(JsonObject.EMPTY, verified.pdu().json().object("content").get());
    assertEquals(received.id(), verified.pdu().id());
    assertEquals(received.prevEvents(), verified.pdu().prevEvents());
    assertEquals(received.authEvents(), verified.pdu().authEvents());
  }

  @Test
  void unknownMembersAreHashedAndUnsignedAndSignaturesAreNot() {
    JsonObject event = Samples.complete(Samples.message(RULES), RULES);
    assertEquals(HashStatus.REDACTED, verify(event.with("extra", Samples.text(1)), RULES).hash());
    for (String member : List.of("age_ts", "outlier", "destinations")) {
      JsonObject hashedWithIt =
          Samples.complete(Samples.message(RULES).with(member, Samples.integer(1)), RULES);
      assertEquals(HashStatus.OK, verify(hashedWithIt, RULES).hash());
      assertEquals(HashStatus.REDACTED, verify(event.with(member, Samples.text(1)), RULES).hash());
    }
    JsonObject unsigned = event.with("unsigned", TestServer.json("{\"age\":1}"));
    assertEquals(HashStatus.OK, verify(unsigned, RULES).hash());
    JsonObject signed = Samples.withSignature(event, "other", "ed25519:1", "abc");
    assertEquals(HashStatus.OK, verify(signed, RULES).hash());
  }

  @Test
  void otherHashesBesideAreIgnoredButSigned() {
    JsonObject event = Samples.hashed(Samples.message(RULES));
    JsonObject more =
        event.with("hashes", event.object("hashes").get().with("md5", Samples.text(2)));
    JsonObject signed = Samples.signed(more, RULES, Samples.SERVER, "domain", "ed25519:1");
    assertEquals(HashStatus.OK, verify(signed, RULES).hash());
  }

  @Test
  void hashIsComparedByItsBytes() {
    JsonObject event = Samples.hashed(Samples.message(RULES));
    String right = hash(event);
    assertEquals(43, right.length());
    assertTrue(ContentHash.matches(Samples.pdu(withHash(event, right + "="), RULES)));
    // The last character of 32 bytes carries two spare bits.
    char last = right.charAt(42);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char alike = alphabet.charAt(alphabet.indexOf(last) ^ 1);
    JsonObject spare = withHash(event, right.substring(0, 42) + alike);
    assertTrue(ContentHash.matches(Samples.pdu(spare, RULES)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=", "abc", "no base64!", "AAAA", "\u0000", "é"})
  void hashThatIsNoHashDoesNotMatchAndIsNotDropped(String hash) {
    JsonObject event =
        Samples.signed(
            withHash(Samples.message(RULES), hash), RULES, Samples.SERVER, "domain", "ed25519:1");
    assertEquals(HashStatus.REDACTED, verify(event, RULES).hash());
  }

  @Test
  void hashInTheUrlSafeAlphabetDoesNotMatch() {
    for (int i = 0; i < 100; i++) {
      JsonObject event = Samples.hashed(Samples.message(RULES).with("n", Samples.integer(i)));
      String standard = hash(event);
      String urlSafe = standard.replace('+', '-').replace('/', '_');
      boolean differs = !urlSafe.equals(standard);
      JsonObject written = withHash(event, urlSafe);
      assertEquals(!differs, ContentHash.matches(Samples.pdu(written, RULES)));
    }
  }

  @Test
  void hashesOfATrustedEventAreNotLookedAt() {
    byte[] bytes = CanonicalJson.write(Samples.message(RULES));
    Pdu pdu = EventFormat.parse(bytes, RULES, Option.some(new EventId("$x"))).get();
    VerifiedPdu verified =
        EventVerifier.withoutSignatures(TestServer.ED25519).verify(pdu, RULES).get();
    assertEquals(HashStatus.TRUSTED, verified.hash());
    assertFalse(ContentHash.matches(pdu));
  }
}
