package dev.roomstate.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventFormat;
import dev.roomstate.id.EventId;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What stands beside a good signature and its key must not hide them. */
class ThirdPartyInviteRulesTest {
  private static final RoomVersionRules RULES = RoomVersionRules.V11;
  private static final Ed25519 ED25519 = Ed25519.best();
  private static final SigningKey KEY = SigningKey.of(new byte[32], "0").get();
  private static final String SIGNED = "{\"mxid\":\"@bob:b.org\",\"token\":\"tok\"}";

  private static EventFacts event(String type, String stateKey, String content) {
    String pdu =
        "{\"type\":\"%s\",\"state_key\":\"%s\",\"sender\":\"@alice:a.org\",\"content\":%s,"
                .formatted(type, stateKey, content)
            + "\"room_id\":\"!r:a.org\",\"origin_server_ts\":1,\"depth\":1,"
            + "\"auth_events\":[],\"prev_events\":[]}";
    return EventFormat.parse(
            pdu.getBytes(StandardCharsets.UTF_8), RULES, Option.some(new EventId("$x")))
        .get()
        .facts();
  }

  private static AuthRule decidedBy(String publicKeys, String signatures) {
    return decided("{\"public_keys\":[" + publicKeys + "]}", signatures);
  }

  private static AuthRule decided(String tokenContent, String signatures) {
    EventFacts token = event("m.room.third_party_invite", "tok", tokenContent);
    String signed =
        SIGNED.substring(0, SIGNED.length() - 1) + ",\"signatures\":{" + signatures + "}}";
    EventFacts invite =
        event(
            "m.room.member",
            "@bob:b.org",
            "{\"membership\":\"invite\",\"third_party_invite\":{\"signed\":" + signed + "}}");
    AuthState state =
        AuthState.of(
            slot -> slot == AuthSlot.THIRD_PARTY_INVITE ? Option.some(token) : Option.none());
    return new AuthRules(RULES, ED25519)
        .check(new Subject(invite, Option.none(), true), state)
        .rule();
  }

  private static String key(byte[] bytes) {
    return "{\"public_key\":\"" + UnpaddedBase64.encode(bytes) + "\"}";
  }

  private static String signature(String server, byte[] bytes) {
    return "\"%s\":{\"ed25519:0\":\"%s\"}".formatted(server, UnpaddedBase64.encode(bytes));
  }

  private static String goodKey() {
    return key(KEY.verifyKey().publicKey());
  }

  private static String goodSignature() {
    return signature("id.org", ED25519.sign(KEY, SIGNED.getBytes(StandardCharsets.UTF_8)));
  }

  private static String many(int count, java.util.function.IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "", ","));
  }

  @Test
  void keysThatAreNoneAreNotCounted() {
    String junk = many(900, i -> key(new byte[] {1}));
    assertEquals(AuthRule.INVITE_THIRD_PARTY_SIGNED, decidedBy(junk + goodKey(), goodSignature()));
  }

  @Test
  void oneKeyManyTimesIsCountedOnce() {
    byte[] other = new byte[32];
    new Random(1).nextBytes(other);
    String junk = many(900, i -> key(other));
    assertEquals(AuthRule.INVITE_THIRD_PARTY_SIGNED, decidedBy(junk + goodKey(), goodSignature()));
  }

  @Test
  void signaturesThatAreNoneAreNotCounted() {
    String junk = many(400, i -> signature("s" + i, new byte[63]));
    assertEquals(AuthRule.INVITE_THIRD_PARTY_SIGNED, decidedBy(goodKey(), junk + goodSignature()));
  }

  @Test
  void wrongSignaturesAndOtherKeysHideNoGoodOne() {
    Random random = new Random(2);
    String keys =
        many(
            20,
            i -> {
              byte[] seed = new byte[32];
              random.nextBytes(seed);
              return key(SigningKey.of(seed, "0").get().verifyKey().publicKey());
            });
    String signatures = many(20, i -> signature("s" + i, ED25519.sign(KEY, new byte[] {(byte) i})));
    assertEquals(
        AuthRule.INVITE_THIRD_PARTY_SIGNED,
        decidedBy(keys + goodKey(), signatures + goodSignature()));
    assertEquals(
        AuthRule.INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
        decidedBy(keys + goodKey(), signatures.substring(0, signatures.length() - 1)));
  }

  /** What an identity server has put its signature to. */
  private enum Signed {
    NOTHING,
    THIS,
    ANOTHER
  }

  /**
   * Goal: nothing lets an invite in but a true signature by a key that the state event has now.
   * Method: any servers have their keys there, until the invite is revoked, and any have signed.
   */
  @Property(tries = 400)
  void inviteTakesATrueSignatureByAKeyOfTheStateEvent(
      @ForAll long seed,
      @ForAll @Size(3) List<Boolean> published,
      @ForAll @Size(3) List<Signed> signed,
      @ForAll boolean revoked) {
    Random random = new Random(seed);
    List<String> keys = new ArrayList<>();
    List<String> signatures = new ArrayList<>();
    boolean isTrue = false;
    for (int i = 0; i < published.size(); i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      SigningKey key = SigningKey.of(secret, "0").get();
      if (published.get(i)) {
        keys.add(key(key.verifyKey().publicKey()));
      }
      if (signed.get(i) != Signed.NOTHING) {
        String text = signed.get(i) == Signed.THIS ? SIGNED : SIGNED.replace("bob", "eve");
        byte[] signature = ED25519.sign(key, text.getBytes(StandardCharsets.UTF_8));
        signatures.add(signature("server" + i, signature));
      }
      isTrue |= published.get(i) && signed.get(i) == Signed.THIS;
    }
    String token = revoked ? "{}" : "{\"public_keys\":[" + String.join(",", keys) + "]}";
    assertEquals(
        isTrue && !revoked
            ? AuthRule.INVITE_THIRD_PARTY_SIGNED
            : AuthRule.INVITE_THIRD_PARTY_NO_VALID_SIGNATURE,
        decided(token, String.join(",", signatures)));
  }
}
