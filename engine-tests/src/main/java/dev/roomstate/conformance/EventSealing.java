package dev.roomstate.conformance;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.event.Redaction;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Hashes, signs and names events, whatever stands in them. */
final class EventSealing {
  private final RoomVersionRules rules;
  private final TimelineServers servers;

  EventSealing(RoomVersionRules rules, TimelineServers servers) {
    this.rules = rules;
    this.servers = servers;
  }

  /** Puts the content hash and these servers' signatures into the event. */
  void seal(Map<String, Object> pdu, Set<String> signers) {
    Option<JsonObject> json = parse(pdu);
    if (json.isEmpty()) {
      return;
    }
    byte[] hash =
        Sha256.digest(
            CanonicalJson.write(
                json.get().without("hashes").without("signatures").without("unsigned")));
    pdu.put("hashes", JsonTree.object("sha256", UnpaddedBase64.encode(hash)));
    byte[] message = referenceBytes(parse(pdu).get());
    Map<String, Object> signatures = new LinkedHashMap<>();
    for (String signer : signers) {
      signatures.put(
          signer, JsonTree.object(TimelineServers.KEY_ID, servers.sign(signer, message)));
    }
    pdu.put("signatures", signatures);
  }

  /** The event's id: its own before room version 3, its reference hash from then on. */
  String eventId(Map<String, Object> pdu) {
    if (rules.eventIds() == EventIdFormat.SERVER_CHOSEN) {
      return pdu.get("event_id") instanceof String id ? id : "$none";
    }
    byte[] hash =
        parse(pdu).map(json -> Sha256.digest(referenceBytes(json))).getOrElse(new byte[0]);
    return "$"
        + (rules.eventIds() == EventIdFormat.REFERENCE_HASH
            ? UnpaddedBase64.encode(hash)
            : UnpaddedBase64.encodeUrlSafe(hash));
  }

  private byte[] referenceBytes(JsonObject event) {
    return CanonicalJson.write(Redaction.redact(event, rules).without("signatures"));
  }

  private static Option<JsonObject> parse(Map<String, Object> pdu) {
    return JsonParser.parse(JsonTree.write(pdu).getBytes(StandardCharsets.UTF_8))
        .toOption()
        .map(document -> (JsonObject) document.value());
  }
}
