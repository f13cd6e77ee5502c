package dev.roomstate.bench.adversarial;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.bench.workloads.Servers;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.event.StateKey;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Third-party invites with many keys and many signatures, of which the last pair matches. */
final class Invites {
  private static final int TIMES = 5;
  private static final int FIRST_INVITEE = 1_000;
  private static final String TOKEN = "token";

  /** The most pairs that the engine tries. */
  private static final int KEYS_TRIED = 32;

  private static final int SIGNATURES_TRIED = 16;

  private Invites() {}

  private static EngineConfig config(String provider) {
    Ed25519 ed25519 =
        provider.equals("jdk") ? Ed25519.of(Security.getProvider("SunEC")) : Ed25519.best();
    return EngineConfig.withoutSignatures().withEd25519(ed25519);
  }

  static Attack attack(int keys, String provider) {
    Begun room = Rooms.joined(Forks.VERSION, 10, false, 1);
    Servers signers = Servers.of(2 + Math.min(keys, KEYS_TRIED), 2, true);
    room.main().thirdPartyInvite(0, TOKEN, keys(signers, keys));
    int first = room.script().pdus().size();
    for (int i = 0; i < TIMES; i++) {
      invite(room.main(), room, signers, FIRST_INVITEE + i, keys, false);
    }
    return Attack.from(room.script(), first, config(provider)).notAllAccepted();
  }

  static Attack conflict(int invites, String provider) {
    Begun room = Rooms.joined(Forks.VERSION, 10, false, 1);
    Servers signers = Servers.of(KEYS_TRIED, 2, true);
    room.main().thirdPartyInvite(0, TOKEN, keys(signers, KEYS_TRIED));
    Branch side = room.main().fork();
    for (int i = 0; i < invites; i++) {
      invite(room.main(), room, signers, FIRST_INVITEE + i, SIGNATURES_TRIED, true);
      side.member(0, FIRST_INVITEE + i, "invite");
    }
    room.main().other(0, "m.room.topic", "", "Main");
    int first = room.script().pdus().size();
    room.main().merge(List.of(side)).message(0, 100);
    return Attack.from(room.script(), first, config(provider));
  }

  private static Map<String, JsonValue> keys(Servers signers, int count) {
    List<JsonValue> keys = new ArrayList<>();
    // The keys of the first signers are on the curve, as the dear case asks for.
    for (int i = 0; i < count; i++) {
      SigningKey key = signers.key(i % signers.count());
      keys.add(
          JsonObject.of(
              Map.of(
                  "public_key",
                  JsonString.of(UnpaddedBase64.encode(key.verifyKey().publicKey())))));
    }
    return Map.of("display_name", JsonString.of("x"), "public_keys", JsonArray.of(keys));
  }

  private static void invite(
      Branch branch, Begun room, Servers signers, int invitee, int signatures, boolean good) {
    String mxid = room.script().user(invitee).value();
    Map<String, JsonValue> signed = new LinkedHashMap<>();
    signed.put("mxid", JsonString.of(mxid));
    signed.put("token", JsonString.of(TOKEN));
    byte[] message = CanonicalJson.write(JsonObject.of(signed));
    SigningKey last = signers.key(signers.count() - 1);
    Map<String, JsonValue> byKey = new LinkedHashMap<>();
    for (int i = 0; i < signatures; i++) {
      boolean right = good && i == signatures - 1;
      byte[] of = right ? message : new byte[] {(byte) i, (byte) (i >> 8)};
      String keyId = String.format(java.util.Locale.ROOT, "ed25519:%05d", i);
      byKey.put(keyId, JsonString.of(UnpaddedBase64.encode(signers.ed25519().sign(last, of))));
    }
    signed.put("signatures", JsonObject.of(Map.of("id.example.org", JsonObject.of(byKey))));
    branch.state(
        StateKey.member(room.script().user(invitee)),
        room.script().user(0),
        Map.of(
            "membership",
            JsonString.of("invite"),
            "third_party_invite",
            JsonObject.of(
                Map.of("display_name", JsonString.of("x"), "signed", JsonObject.of(signed)))));
  }
}
