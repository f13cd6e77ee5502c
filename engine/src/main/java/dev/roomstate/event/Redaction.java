package dev.roomstate.event;

import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RedactionFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/**
 * The redaction algorithm (spec, room versions, "Redactions"): what is left of an event when all
 * that a user may want gone is gone. Pure and idempotent.
 */
public final class Redaction {
  private Redaction() {}

  /** The redacted form of an event. */
  public static JsonObject redact(JsonObject event, RoomVersionRules rules) {
    JsonObject kept = event.filter(key -> keeps(key, rules));
    Option<JsonObject> content = kept.object("content");
    if (content.isEmpty()) {
      return kept;
    }
    String type = event.string("type").getOrElse("");
    return kept.with("content", content(type, content.get(), rules));
  }

  /** "the server must strip off any keys not in the following list" */
  static boolean keeps(JsonString key, RoomVersionRules rules) {
    return switch (key.utf8Length()) {
      case 4 -> key.is("type");
      case 5 -> key.is("depth");
      case 6 ->
          key.is("sender")
              || key.is("hashes")
              || (key.is("origin") && rules.has(RedactionFlag.KEEPS_ORIGIN));
      case 7 -> key.is("room_id") || key.is("content");
      case 8 -> key.is("event_id");
      case 9 -> key.is("state_key");
      case 10 ->
          key.is("signatures")
              || ((key.is("prev_state") || key.is("membership"))
                  && rules.has(RedactionFlag.KEEPS_ORIGIN));
      case 11 -> key.is("prev_events") || key.is("auth_events");
      case 16 -> key.is("origin_server_ts");
      default -> false;
    };
  }

  /** "The content object must also be stripped of all keys, unless it is one of …" */
  static JsonObject content(String type, JsonObject content, RoomVersionRules rules) {
    return switch (type) {
      case EventTypes.MEMBER -> memberContent(content, rules);
      case EventTypes.CREATE ->
          rules.has(RedactionFlag.CREATE_KEEPS_CONTENT)
              ? content
              : content.filter(key -> key.is("creator"));
      case EventTypes.JOIN_RULES ->
          content.filter(
              key ->
                  key.is("join_rule")
                      || (key.is("allow") && rules.has(RedactionFlag.JOIN_RULES_KEEPS_ALLOW)));
      case EventTypes.POWER_LEVELS -> content.filter(key -> keepsLevel(key, rules));
      case EventTypes.HISTORY_VISIBILITY -> content.filter(key -> key.is("history_visibility"));
      case EventTypes.ALIASES ->
          rules.has(RedactionFlag.ALIASES_KEEPS_ALIASES)
              ? content.filter(key -> key.is("aliases"))
              : JsonObject.EMPTY;
      case EventTypes.REDACTION ->
          rules.has(RedactionFlag.REDACTS_IN_CONTENT)
              ? content.filter(key -> key.is("redacts"))
              : JsonObject.EMPTY;
      default -> JsonObject.EMPTY;
    };
  }

  private static boolean keepsLevel(JsonString key, RoomVersionRules rules) {
    return key.is("ban")
        || key.is("events")
        || key.is("events_default")
        || key.is("kick")
        || key.is("redact")
        || key.is("state_default")
        || key.is("users")
        || key.is("users_default")
        || (key.is("invite") && rules.has(RedactionFlag.POWER_LEVELS_KEEPS_INVITE));
  }

  private static JsonObject memberContent(JsonObject content, RoomVersionRules rules) {
    JsonObject kept =
        content.filter(
            key ->
                key.is("membership")
                    || (key.is("join_authorised_via_users_server")
                        && rules.has(RedactionFlag.MEMBER_KEEPS_AUTHORISING_USER)));
    // "Additionally, it allows the `signed` key of the `third_party_invite` key." (v11 on)
    if (rules.has(RedactionFlag.MEMBER_KEEPS_SIGNED)) {
      Option<JsonObject> invite = content.object("third_party_invite");
      if (invite.isDefined()) {
        return kept.with("third_party_invite", invite.get().filter(key -> key.is("signed")));
      }
    }
    return kept;
  }
}
