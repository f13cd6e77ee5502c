package dev.roomstate.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of the appendices, "Cryptographic Test Vectors", and what no honest signer makes. */
class SigningTest {
  private static final String OF_EMPTY_OBJECT =
      "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7" + "Xg4ahLwYGYZzuHGZKM5ZAQ";

  /** Of the published seed. */
  private static final String PUBLIC_KEY = "XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI";

  private static final String MINIMAL =
      "{\"auth_events\":[],\"content\":{},\"depth\":3,\"hashes\":{\"sha256\":"
          + "\"5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos\"},\"origin\":\"domain\","
          + "\"origin_server_ts\":1000000,\"prev_events\":[],\"room_id\":\"!x:domain\","
          + "\"sender\":\"@a:domain\",\"signatures\":{\"domain\":{\"ed25519:1\":"
          + "\"KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma"
          + "+lYAg\"}},\"type\":\"X\",\"unsigned\":{\"age_ts\":1000000}}";

  private static final String REDACTABLE =
      "{\"content\":{\"body\":\"Here is the message content\"},\"event_id\":\"$0:domain\","
          + "\"hashes\":{\"sha256\":\"onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g\"},"
          + "\"origin\":\"domain\",\"origin_server_ts\":1000000,\"type\":\"m.room.message\","
          + "\"room_id\":\"!r:domain\",\"sender\":\"@u:domain\",\"signatures\":{\"domain\":"
          + "{\"ed25519:1\":\"Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241e"
          + "YHY"
          + "MGCA5McEiVPdhzBA\"}},\"unsigned\":{\"age_ts\":1000000}}";

  private static ServerKeys keys(Option<BigInteger> lastMoment) {
    ServerKeys.ServerKey key = new ServerKeys.ServerKey(PUBLIC_KEY, lastMoment);
    return new ServerKeys(Map.of("domain", Map.of("ed25519:1", key)));
  }

  private static boolean signed(String pdu, RoomVersion version, Option<BigInteger> lastMoment) {
    return new SignatureCheck(version, keys(lastMoment))
        .validlySigned(Written.parse(pdu), "domain");
  }

  private static boolean verifies(String json, String signature) {
    return Ed25519.verifies(
        Base64Text.decode(PUBLIC_KEY).get(),
        EventHashes.signedBytes(Written.parse(json)),
        Base64Text.decode(signature).get());
  }

  @Test
  void signedObjects() {
    assertTrue(verifies("{}", OF_EMPTY_OBJECT));
    String signature =
        "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw";
    assertTrue(verifies("{\"one\": 1, \"two\": \"Two\"}", signature));
    assertTrue(verifies("{\"one\":1,\"two\":\"Two\",\"unsigned\":1,\"signatures\":{}}", signature));
    assertFalse(verifies("{\"one\":2,\"two\":\"Two\"}", signature));
  }

  @Test
  void signedEvents() {
    for (String event : new String[] {MINIMAL, REDACTABLE}) {
      assertTrue(EventHashes.contentHashMatches(Written.parse(event)));
      assertTrue(signed(event, RoomVersion.V1, Option.none()));
      // The vectors hold for versions 1 to 10: `origin` is not signed from 11 on.
      assertFalse(signed(event, RoomVersion.V11, Option.none()));
      assertTrue(signed(event.replace("1000000}}", "5}}"), RoomVersion.V10, Option.none()));
      assertFalse(signed(event.replace("1000000,", "1000001,"), RoomVersion.V1, Option.none()));
    }
    String changed = REDACTABLE.replace("Here is", "There is");
    assertTrue(signed(changed, RoomVersion.V1, Option.none()));
    assertFalse(EventHashes.contentHashMatches(Written.parse(changed)));
    assertFalse(EventHashes.contentHashMatches(Written.parse(REDACTABLE.replace("n/g", "n_g"))));
  }

  @Test
  void eventIds() {
    Map<String, Object> minimal = Written.parse(MINIMAL);
    assertEquals(
        "$8yif6p8EqgoSten2BLje9ntKm720NyFLWQv9tn8memc",
        EventHashes.eventId(minimal, RoomVersion.V4));
    assertEquals(
        "$70O_oKlXzFbkfu0KE88USi98DjSWrOELrPj-8tisl8I",
        EventHashes.eventId(minimal, RoomVersion.V11));
    Map<String, Object> redactable = Written.parse(REDACTABLE);
    assertEquals(
        "$oFAil2fHTGY66j9PIsC3hnc+/6r2SQGxCzd1/FUgtOE",
        EventHashes.eventId(redactable, RoomVersion.V3));
    assertEquals(
        "$4Wse3wARkU3vfz3WvvTUUlWan9kETgdNEiY6CTbJGTQ",
        EventHashes.eventId(redactable, RoomVersion.V12));
  }

  @Test
  void keysExpireFromVersion5On() {
    Option<BigInteger> early = Option.some(BigInteger.valueOf(999_999));
    assertTrue(signed(MINIMAL, RoomVersion.V4, early));
    assertFalse(signed(MINIMAL, RoomVersion.V5, early));
    assertTrue(signed(MINIMAL, RoomVersion.V5, Option.some(BigInteger.valueOf(1_000_000))));
  }

  @Test
  void unknownKeysAreSkippedAndKnownOnesMustBeRight() {
    String other = "\"domain\":{\"ed25519:2\":\"xx\",\"ed25519:1\":";
    assertTrue(
        signed(
            MINIMAL.replace("\"domain\":{\"ed25519:1\":", other), RoomVersion.V1, Option.none()));
    ServerKeys.ServerKey key = new ServerKeys.ServerKey(PUBLIC_KEY, Option.none());
    ServerKeys both = new ServerKeys(Map.of("domain", Map.of("ed25519:1", key, "ed25519:2", key)));
    assertFalse(
        new SignatureCheck(RoomVersion.V1, both)
            .validlySigned(
                Written.parse(MINIMAL.replace("\"domain\":{\"ed25519:1\":", other)), "domain"));
  }

  @Test
  void whatIsNoKeyIsUnknown() {
    String pdu =
        MINIMAL.replace(
            "\"domain\":{\"ed25519:1\":", "\"domain\":{\"ed25519:2\":\"xx\",\"ed25519:1\":");
    ServerKeys.ServerKey key = new ServerKeys.ServerKey(PUBLIC_KEY, Option.none());
    for (String none : new String[] {"%", "", "AAAA"}) {
      ServerKeys.ServerKey noKey = new ServerKeys.ServerKey(none, Option.none());
      ServerKeys both =
          new ServerKeys(Map.of("domain", Map.of("ed25519:1", key, "ed25519:2", noKey)));
      assertTrue(
          new SignatureCheck(RoomVersion.V1, both).validlySigned(Written.parse(pdu), "domain"));
    }
  }

  @Test
  void trivialForgeriesAreRefused() {
    byte[] identity = new byte[32];
    identity[0] = 1;
    byte[] signature = new byte[64];
    signature[0] = 1;
    assertFalse(Ed25519.verifies(identity, new byte[] {1, 2, 3}, signature));
    byte[] key = Base64Text.decode(PUBLIC_KEY).get();
    byte[] good = Base64Text.decode(OF_EMPTY_OBJECT).get();
    byte[] message = {'{', '}'};
    assertTrue(Ed25519.verifies(key, message, good));
    assertFalse(Ed25519.verifies(key, message, Arrays.copyOf(good, 65)));
    assertFalse(Ed25519.verifies(key, message, Arrays.copyOf(good, 63)));
    assertFalse(Ed25519.verifies(Arrays.copyOf(key, 33), message, good));
    assertFalse(Ed25519.verifies(key, message, withOrderAdded(good)));
  }

  /** The same signature with S + L in place of S. */
  private static byte[] withOrderAdded(byte[] signature) {
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de14" + "0".repeat(30) + "10");
    byte[] sum = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (signature[32 + i] & 0xFF) + (order[i] & 0xFF);
      sum[32 + i] = (byte) carry;
      carry >>= 8;
    }
    return sum;
  }

  /**
   * Vector 3 of "Taming the many EdDSAs": key and R have a part of small order, and it verifies.
   */
  @Test
  void mixedOrderIsAccepted() {
    assertTrue(
        Ed25519.verifies(
            HexFormat.of()
                .parseHex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"),
            HexFormat.of()
                .parseHex("9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79"),
            HexFormat.of()
                .parseHex(
                    "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f"
                        + "87909e14428a7a1d62"
                        + "e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009")));
  }
}
