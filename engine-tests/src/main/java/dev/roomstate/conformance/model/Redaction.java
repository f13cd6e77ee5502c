package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The redaction algorithm: "the server must strip off any keys not in the following list". */
final class Redaction {
  private static final Set<String> TOP_LEVEL_R11 =
      Set.of(
          "event_id",
          "type",
          "room_id",
          "sender",
          "state_key",
          "content",
          "hashes",
          "signatures",
          "depth",
          "prev_events",
          "auth_events",
          "origin_server_ts");

  /** Version 11: these "are no longer protected from redaction". */
  private static final Set<String> TOP_LEVEL_BEFORE_R11 =
      Set.of("origin", "membership", "prev_state");

  private Redaction() {}

  static Map<String, Object> redact(Map<String, Object> pdu, RoomVersion version) {
    boolean before11 = version.redactionSet() != RoomVersion.RedactionSet.R11;
    Map<String, Object> redacted = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : pdu.entrySet()) {
      String name = member.getKey();
      if (TOP_LEVEL_R11.contains(name) || (before11 && TOP_LEVEL_BEFORE_R11.contains(name))) {
        redacted.put(name, member.getValue());
      }
    }
    Map<String, Object> content = Json.objectMember(pdu, "content").get();
    String type = Json.stringMember(pdu, "type").get();
    redacted.put("content", redactContent(type, content, version.redactionSet()));
    return redacted;
  }

  /** "The content object must also be stripped of all keys, unless it is one of [these] types." */
  private static Map<String, Object> redactContent(
      String type, Map<String, Object> content, RoomVersion.RedactionSet set) {
    boolean since11 = set == RoomVersion.RedactionSet.R11;
    if (since11 && type.equals(StateKey.CREATE_TYPE)) {
      // "`m.room.create` allows all keys."
      return content;
    }
    List<String> allowed = allowedKeys(type, set);
    Map<String, Object> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : content.entrySet()) {
      if (allowed.contains(member.getKey())) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    // "Additionally, it allows the `signed` key of the `third_party_invite` key."
    if (since11 && type.equals(StateKey.MEMBER_TYPE)) {
      Option<Map<String, Object>> invite = Json.objectMember(content, "third_party_invite");
      for (Map<String, Object> members : invite) {
        Map<String, Object> signedOnly = new LinkedHashMap<>();
        Json.member(members, "signed").forEach(signed -> signedOnly.put("signed", signed));
        kept.put("third_party_invite", signedOnly);
      }
    }
    return kept;
  }

  private static List<String> allowedKeys(String type, RoomVersion.RedactionSet set) {
    List<String> keys = new ArrayList<>();
    switch (type) {
      case StateKey.MEMBER_TYPE -> {
        keys.add("membership");
        if (set.compareTo(RoomVersion.RedactionSet.R9) >= 0) {
          keys.add("join_authorised_via_users_server");
        }
      }
      case StateKey.CREATE_TYPE -> keys.add("creator");
      case StateKey.JOIN_RULES_TYPE -> {
        keys.add("join_rule");
        if (set.compareTo(RoomVersion.RedactionSet.R8) >= 0) {
          keys.add("allow");
        }
      }
      case StateKey.POWER_LEVELS_TYPE -> {
        keys.addAll(List.of("ban", "events", "events_default", "kick", "redact", "state_default"));
        keys.addAll(List.of("users", "users_default"));
        if (set == RoomVersion.RedactionSet.R11) {
          keys.add("invite");
        }
      }
      case "m.room.aliases" -> {
        // Version 6: "All significant meaning for `m.room.aliases` has been removed".
        if (set == RoomVersion.RedactionSet.R1) {
          keys.add("aliases");
        }
      }
      case "m.room.history_visibility" -> keys.add("history_visibility");
      case "m.room.redaction" -> {
        // Version 11: "The `m.room.redaction` event keeps the `redacts` property under `content`."
        if (set == RoomVersion.RedactionSet.R11) {
          keys.add("redacts");
        }
      }
      default -> {}
    }
    return keys;
  }
}
