package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.TestServer;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What redaction keeps: every member of every event, in all room versions. */
class RedactionTest {
  /** Kept members, with the first version and the last that keep them where not all do. */
  private static final Map<String, String> KEPT =
      Map.of(
          "",
          "event_id type room_id sender state_key content hashes signatures depth prev_events"
              + " auth_events origin_server_ts prev_state/1-10 origin/1-10 membership/1-10",
          "m.room.member",
          "membership join_authorised_via_users_server/9-12 third_party_invite/11-12",
          "m.room.create",
          "creator room_version/11-12 m.federate/11-12 other/11-12",
          "m.room.join_rules",
          "join_rule allow/8-12",
          "m.room.power_levels",
          "ban events events_default kick redact state_default users users_default invite/11-12",
          "m.room.aliases",
          "aliases/1-5",
          "m.room.history_visibility",
          "history_visibility",
          "m.room.redaction",
          "redacts/11-12");

  private static final List<String> KEEP_NOTHING =
      List.of(
          "m.room.third_party_invite",
          "m.room.server_acl",
          "m.room.policy",
          "m.room.encryption",
          "m.room.message",
          "M.ROOM.MEMBER",
          "m.room.member ",
          "");

  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  /** Every name that some row of the table has, and some that none has. */
  private static Set<String> allNames() {
    Set<String> names =
        new TreeSet<>(
            List.of("unsigned", "redacts", "notifications", "reason", "displayname", "x", "é"));
    for (String kept : KEPT.values()) {
      for (String name : kept.split(" ")) {
        names.add(name.replaceAll("/.*", ""));
      }
    }
    return names;
  }

  private static Set<String> kept(String row, int version) {
    Set<String> names = new TreeSet<>();
    for (String entry : KEPT.getOrDefault(row, "").split(" ")) {
      String[] parts = entry.split("[/-]");
      boolean applies =
          parts.length == 1
              || (Integer.parseInt(parts[1]) <= version && version <= Integer.parseInt(parts[2]));
      if (applies && !entry.isEmpty()) {
        names.add(parts[0]);
      }
    }
    return names;
  }

  private static Set<String> keys(JsonObject object) {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < object.size(); i++) {
      names.add(object.key(i).value());
    }
    return names;
  }

  /** A content with every name, each an object so that nothing is dropped for its kind. */
  private static JsonObject contentWithEverything() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String name : allNames()) {
      members.put(name, TestServer.json("{\"signed\":1,\"more\":2}"));
    }
    return JsonObject.of(members);
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void membersOfTheEventAreKeptByTheTable(RoomVersion version) {
    JsonObject event = Samples.state(version.rules(), "x", "{}");
    for (String name : allNames()) {
      if (!event.has(name)) {
        event = event.with(name, Samples.text(1));
      }
    }
    JsonObject redacted = Redaction.redact(event, version.rules());
    assertEquals(kept("", Samples.number(version)), keys(redacted));
    for (String name : keys(redacted)) {
      if (!name.equals("content")) {
        assertEquals(event.get(name), redacted.get(name));
      }
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void membersOfTheContentAreKeptByTheTable(RoomVersion version) {
    List<String> types = new ArrayList<>(KEPT.keySet());
    types.addAll(KEEP_NOTHING);
    for (String type : types) {
      JsonObject event =
          Samples.state(version.rules(), type, "{}").with("content", contentWithEverything());
      JsonObject content = Redaction.redact(event, version.rules()).object("content").get();
      Set<String> expected =
          type.equals("m.room.create") && Samples.number(version) >= 11
              ? allNames()
              : type.isEmpty() ? Set.of() : kept(type, Samples.number(version));
      assertEquals(expected, keys(content), type);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void thirdPartyInviteIsCutToItsSignedPart(RoomVersion version) {
    JsonObject event =
        Samples.state(
            version.rules(),
            "m.room.member",
            "{\"membership\":\"invite\",\"third_party_invite\":"
                + "{\"display_name\":\"a\",\"signed\":{\"token\":\"t\",\"x\":1}}}");
    JsonObject content = Redaction.redact(event, version.rules()).object("content").get();
    String kept = ",\"third_party_invite\":{\"signed\":{\"token\":\"t\",\"x\":1}}";
    assertEquals(
        "{\"membership\":\"invite\"" + (Samples.number(version) >= 11 ? kept : "") + "}",
        content.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"text\"", "[]", "true"})
  void thirdPartyInviteThatIsNoObjectIsDropped(String value) {
    JsonObject event =
        Samples.state(
            Samples.rules("11"),
            "m.room.member",
            "{\"membership\":\"invite\",\"third_party_invite\":" + value + "}");
    JsonObject content = Redaction.redact(event, Samples.rules("11")).object("content").get();
    assertEquals("{\"membership\":\"invite\"}", content.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"display_name\":1}"})
  void thirdPartyInviteWithoutSignedBecomesEmpty(String value) {
    for (String version : List.of("11", "12")) {
      JsonObject event =
          Samples.state(
              Samples.rules(version), "m.room.member", "{\"third_party_invite\":" + value + "}");
      JsonObject content = Redaction.redact(event, Samples.rules(version)).object("content").get();
      assertEquals("{\"third_party_invite\":{}}", content.toString());
    }
  }

  @Test
  void valuesOfAnyKindAreKept() {
    RoomVersionRules rules = Samples.rules("11");
    for (String value : List.of("null", "1", "\"\"", "[{}]", "{\"a\":{\"b\":[]}}")) {
      JsonObject event =
          Samples.state(rules, "m.room.power_levels", "{\"users\":" + value + ",\"x\":1}");
      JsonObject content = Redaction.redact(event, rules).object("content").get();
      assertEquals("{\"users\":" + value + "}", content.toString());
    }
  }

  @Test
  void eventWithNothingToTakeAwayStaysTheSameObject() {
    RoomVersionRules rules = Samples.rules("11");
    JsonObject event = Samples.state(rules, "m.room.join_rules", "{\"join_rule\":\"public\"}");
    JsonObject redacted = Redaction.redact(event, rules);
    assertEquals(event, redacted);
  }

  @Test
  void signedBytesAreTheRedactedEventWithoutSignaturesAndUnsigned() {
    for (RoomVersion version : Samples.versions().toList()) {
      for (String type : KEPT.keySet()) {
        RoomVersionRules rules = version.rules();
        JsonObject event =
            Samples.state(rules, type, "{}")
                .with("content", contentWithEverything())
                .with("unsigned", JsonObject.EMPTY)
                .with("origin", Samples.text(3));
        String expected =
            Redaction.redact(event, rules).without("signatures").without("unsigned").toString();
        byte[] signed = CanonicalEvent.write(event, Integer.MAX_VALUE).signedBytes(type, rules);
        assertEquals(expected, new String(signed, StandardCharsets.UTF_8));
      }
    }
  }
}
