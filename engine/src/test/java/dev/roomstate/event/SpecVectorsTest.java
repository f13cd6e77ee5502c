package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.version.RoomVersionRules;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The signed objects and events that the specification publishes (appendices, "Cryptographic Test
 * Vectors"), and the reference hashes of those events, which were computed with other programs.
 */
class SpecVectorsTest {
  private static final Ed25519 ED25519 = Ed25519.best();
  private static final SigningKey KEY =
      SigningKey.ofBase64("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1", "1").get();

  private static final JsonObject MINIMAL =
      TestServer.json(
          """
          {"room_id":"!x:domain","sender":"@a:domain","origin":"domain",
           "origin_server_ts":1000000,"signatures":{},"hashes":{},"type":"X","content":{},
           "prev_events":[],"auth_events":[],"depth":3,"unsigned":{"age_ts":1000000}}
          """);

  private static final JsonObject REDACTABLE =
      TestServer.json(
          """
          {"content":{"body":"Here is the message content"},"event_id":"$0:domain",
           "origin":"domain","origin_server_ts":1000000,"type":"m.room.message",
           "room_id":"!r:domain","sender":"@u:domain","signatures":{},
           "unsigned":{"age_ts":1000000}}
          """);

  private static CanonicalEvent canonical(JsonObject event) {
    return CanonicalEvent.write(event, Integer.MAX_VALUE);
  }

  private static String signature(JsonObject event, RoomVersionRules rules) {
    byte[] signed = canonical(event).signedBytes(event.string("type").get(), rules);
    return UnpaddedBase64.encode(ED25519.sign(KEY, signed));
  }

  @Test
  void emptyObjectIsSignedAsPublished() {
    assertEquals(
        "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ",
        UnpaddedBase64.encode(ED25519.sign(KEY, CanonicalJson.write(JsonObject.EMPTY))));
  }

  @Test
  void objectWithDataIsSignedAsPublished() {
    JsonObject data = TestServer.json("{\"two\":\"Two\", \"one\":1}");
    assertEquals(
        "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw",
        UnpaddedBase64.encode(ED25519.sign(KEY, CanonicalJson.write(data))));
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({
    "1,  KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg",
    "10, KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg",
  })
  void minimalEventIsHashedAndSignedAsPublished(String version, String signature) {
    JsonObject hashed = Samples.hashed(MINIMAL);
    assertEquals(
        "5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos",
        hashed.object("hashes").get().string("sha256").get());
    assertEquals(signature, signature(hashed, Samples.rules(version)));
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({
    "1,  Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA",
    "10, Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA",
  })
  void redactableEventIsHashedAndSignedAsPublished(String version, String signature) {
    JsonObject hashed = Samples.hashed(REDACTABLE);
    assertEquals(
        "onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g",
        hashed.object("hashes").get().string("sha256").get());
    assertEquals(signature, signature(hashed, Samples.rules(version)));
  }

  /** From version 11 on `origin` is not signed, so that the published signatures do not hold. */
  @Test
  void publishedEventsAreSignedOtherwiseFromVersionElevenOn() {
    RoomVersionRules rules = Samples.rules("11");
    assertTrue(signature(Samples.hashed(MINIMAL), rules).startsWith("Jxp+1glFcZM"));
    assertTrue(signature(Samples.hashed(REDACTABLE), rules).startsWith("4WQB/6LN2Ot"));
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({
    "3,  $8yif6p8EqgoSten2BLje9ntKm720NyFLWQv9tn8memc",
    "4,  $8yif6p8EqgoSten2BLje9ntKm720NyFLWQv9tn8memc",
    "10, $8yif6p8EqgoSten2BLje9ntKm720NyFLWQv9tn8memc",
    "11, $70O_oKlXzFbkfu0KE88USi98DjSWrOELrPj-8tisl8I",
    "12, $70O_oKlXzFbkfu0KE88USi98DjSWrOELrPj-8tisl8I",
  })
  void minimalEventHasItsReferenceHashAsId(String version, String id) {
    RoomVersionRules rules = Samples.rules(version);
    assertEquals(id, Samples.pdu(Samples.hashed(MINIMAL), rules).id().value());
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({
    "10, $oFAil2fHTGY66j9PIsC3hnc-_6r2SQGxCzd1_FUgtOE",
    "11, $4Wse3wARkU3vfz3WvvTUUlWan9kETgdNEiY6CTbJGTQ",
  })
  void redactableEventHasItsReferenceHash(String version, String id) {
    RoomVersionRules rules = Samples.rules(version);
    byte[] hash = ReferenceHash.of(canonical(Samples.hashed(REDACTABLE)), "m.room.message", rules);
    assertEquals(id, ReferenceHash.eventId(hash, rules).value());
  }

  @Test
  void versionThreeWritesTheSameHashInTheStandardAlphabet() {
    byte[] hash = UnpaddedBase64.decode("70O/oKlXzFbkfu0KE88USi98DjSWrOELrPj+8tisl8I").get();
    assertEquals(
        "$70O/oKlXzFbkfu0KE88USi98DjSWrOELrPj+8tisl8I",
        ReferenceHash.eventId(hash, Samples.rules("3")).value());
    assertEquals(
        "$70O_oKlXzFbkfu0KE88USi98DjSWrOELrPj-8tisl8I",
        ReferenceHash.eventId(hash, Samples.rules("4")).value());
    assertArrayEquals(
        hash, ReferenceHash.of(canonical(Samples.hashed(MINIMAL)), "X", Samples.rules("11")));
  }

  @Test
  void publishedSignedEventPassesTheChecks() {
    RoomVersionRules rules = Samples.rules("4");
    JsonObject signed =
        Samples.withSignature(
            Samples.hashed(MINIMAL),
            "domain",
            "ed25519:1",
            "KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg");
    KeyRing keys = KeyRing.of(Map.of("domain", Map.of("ed25519:1", KEY.verifyKey())));
    VerifiedPdu verified =
        EventVerifier.withKeys(keys, ED25519).verify(Samples.pdu(signed, rules), rules).get();
    assertEquals(HashStatus.OK, verified.hash());
  }
}
