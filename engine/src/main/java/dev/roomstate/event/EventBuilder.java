package dev.roomstate.event;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.id.EventId;
import dev.roomstate.id.ServerName;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersionRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes events of templates: hashed and signed as servers do (spec, server-server API, "Adding
 * hashes and signatures to outgoing events"). Thread-safe.
 */
public final class EventBuilder {
  /** Largest {@code depth} that every room version allows; deeper events stay at it. */
  public static final long DEPTH_MAX = JsonInteger.CANONICAL_MAX;

  private final RoomVersionRules rules;
  private final ServerName server;
  private final SigningKey key;
  private final Ed25519 ed25519;

  /** A builder of events of this room version, signed by this server. */
  public EventBuilder(RoomVersionRules rules, ServerName server, SigningKey key, Ed25519 ed25519) {
    this.rules = rules;
    this.server = server;
    this.key = key;
    this.ed25519 = ed25519;
  }

  /**
   * An event that another one names. Immutable, as long as nobody changes the bytes of the hash.
   *
   * @param id its id
   * @param referenceHash its reference hash, which references of room versions 1 and 2 carry; may
   *     be empty
   */
  public record Reference(EventId id, byte[] referenceHash) {
    /** A reference by the id alone. */
    public static Reference of(EventId id) {
      return new Reference(id, new byte[0]);
    }
  }

  /**
   * The event, as the bytes that go to other servers.
   *
   * @param opaqueId makes the local part of the event id in room versions 1 and 2
   */
  public byte[] build(
      EventTemplate template,
      List<Reference> authEvents,
      List<Reference> prevEvents,
      long depth,
      Function<EventTemplate, String> opaqueId) {
    Map<String, JsonValue> members = new HashMap<>();
    template.further().forEach(members::put);
    members.remove("hashes");
    members.remove("signatures");
    members.put("type", JsonString.of(template.type()));
    members.put("sender", JsonString.of(template.sender().value()));
    members.put("content", template.content());
    members.put("origin_server_ts", JsonInteger.of(template.originServerTs()));
    members.put("depth", JsonInteger.of(Math.min(depth, DEPTH_MAX)));
    members.put("auth_events", references(authEvents));
    members.put("prev_events", references(prevEvents));
    template.stateKey().forEach(stateKey -> members.put("state_key", JsonString.of(stateKey)));
    boolean makesItsRoom =
        template.type().equals(EventTypes.CREATE) && !rules.has(FormatFlag.ROOM_ID_ON_CREATE);
    if (!makesItsRoom) {
      template.roomId().forEach(id -> members.put("room_id", JsonString.of(id.value())));
    }
    if (rules.eventIds() == EventIdFormat.SERVER_CHOSEN) {
      members.put("event_id", JsonString.of("$" + opaqueId.apply(template) + ":" + server));
    }
    return CanonicalJson.write(sign(hash(JsonObject.of(members)), template.type()));
  }

  private JsonArray references(List<Reference> references) {
    List<JsonValue> items = new ArrayList<>();
    for (Reference reference : references) {
      JsonString id = JsonString.of(reference.id().value());
      items.add(
          rules.references() == EventReferenceFormat.ID
              ? id
              : JsonArray.of(List.of(id, hashes(reference.referenceHash()))));
    }
    return JsonArray.of(items);
  }

  private static JsonObject hashes(byte[] hash) {
    return hash.length == 0
        ? JsonObject.EMPTY
        : JsonObject.of(Map.of("sha256", JsonString.of(UnpaddedBase64.encode(hash))));
  }

  /** "The hash is … stored in the event object, in a hashes object, under a sha256 key." */
  private static JsonObject hash(JsonObject event) {
    byte[] hash = CanonicalEvent.write(event, Integer.MAX_VALUE).contentHash();
    return event.with("hashes", hashes(hash));
  }

  /** "The event object is then redacted … Finally it is signed". */
  private JsonObject sign(JsonObject event, String type) {
    byte[] signed = CanonicalEvent.write(event, Integer.MAX_VALUE).signedBytes(type, rules);
    JsonString signature = JsonString.of(UnpaddedBase64.encode(ed25519.sign(key, signed)));
    return event.with(
        "signatures",
        JsonObject.of(Map.of(server.value(), JsonObject.of(Map.of(key.keyId(), signature)))));
  }
}
