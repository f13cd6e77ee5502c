package dev.roomstate.content;

import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonValue;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * The content of {@code m.room.third_party_invite}. Immutable.
 *
 * @param publicKeys the keys as they are written, {@code public_key} first, then those of {@code
 *     public_keys}; entries that are no strings are left out. Empty for a revoked invite
 */
public record ThirdPartyInviteContent(Vector<String> publicKeys) implements EventContent {
  static ThirdPartyInviteContent of(JsonObject content) {
    Vector<String> keys = Vector.ofAll(content.string("public_key"));
    Option<JsonValue> list = content.get("public_keys");
    if (list.isDefined() && list.get() instanceof JsonArray array) {
      for (JsonValue entry : array) {
        if (entry instanceof JsonObject object) {
          keys = keys.appendAll(object.string("public_key"));
        }
      }
    }
    return new ThirdPartyInviteContent(keys);
  }
}
