package dev.roomstate.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each of the five redaction sets keeps. */
class RedactionTest {
  private static final Map<String, RoomVersion> SETS =
      Map.of(
          "R1", RoomVersion.V5,
          "R6", RoomVersion.V7,
          "R8", RoomVersion.V8,
          "R9", RoomVersion.V10,
          "R11", RoomVersion.V12);

  private static String redact(String set, String pdu) {
    return CanonicalJson.text(Redaction.redact(Written.parse(pdu), SETS.get(set)));
  }

  private static String content(String set, String type, String content) {
    String redacted = redact(set, "{\"type\":\"" + type + "\",\"content\":" + content + "}");
    return redacted.substring("{\"content\":".length(), redacted.indexOf(",\"type\""));
  }

  @Test
  void topLevelKeys() {
    String pdu =
        "{\"auth_events\":[],\"content\":{\"body\":\"x\"},\"depth\":1,\"event_id\":\"$1\","
            + "\"hashes\":{},\"membership\":\"join\",\"origin\":\"a\",\"origin_server_ts\":1,"
            + "\"prev_events\":[],\"prev_state\":[],\"room_id\":\"!1\",\"sender\":\"@1\","
            + "\"signatures\":{},\"state_key\":\"\",\"type\":\"x\"";
    String extra = ",\"age_ts\":1,\"redacts\":\"$2\",\"unknown\":1,\"unsigned\":{}}";
    String expected = pdu.replace("{\"body\":\"x\"}", "{}") + "}";
    for (String set : new String[] {"R1", "R6", "R8", "R9"}) {
      assertEquals(expected, redact(set, pdu + extra));
    }
    assertEquals(
        expected
            .replace("\"membership\":\"join\",\"origin\":\"a\",", "")
            .replace("\"prev_state\":[],", ""),
        redact("R11", pdu + extra));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "R1|m.room.member|{\"membership\":1}",
        "R6|m.room.member|{\"membership\":1}",
        "R8|m.room.member|{\"membership\":1}",
        "R9|m.room.member|{\"join_authorised_via_users_server\":1,\"membership\":1}",
        "R11|m.room.member|{\"join_authorised_via_users_server\":1,\"membership\":1,"
            + "\"third_party_invite\":{\"signed\":2}}",
        "R1|m.room.create|{\"creator\":1}",
        "R9|m.room.create|{\"creator\":1}",
        "R6|m.room.join_rules|{\"join_rule\":1}",
        "R8|m.room.join_rules|{\"allow\":1,\"join_rule\":1}",
        "R11|m.room.join_rules|{\"allow\":1,\"join_rule\":1}",
        "R9|m.room.power_levels|{\"ban\":1,\"events\":1,\"events_default\":1,\"kick\":1,"
            + "\"redact\":1,\"state_default\":1,\"users\":1,\"users_default\":1}",
        "R11|m.room.power_levels|{\"ban\":1,\"events\":1,\"events_default\":1,\"invite\":1,"
            + "\"kick\":1,\"redact\":1,\"state_default\":1,\"users\":1,\"users_default\":1}",
        "R1|m.room.aliases|{\"aliases\":1}",
        "R6|m.room.aliases|{}",
        "R11|m.room.aliases|{}",
        "R1|m.room.history_visibility|{\"history_visibility\":1}",
        "R11|m.room.history_visibility|{\"history_visibility\":1}",
        "R9|m.room.redaction|{}",
        "R11|m.room.redaction|{\"redacts\":1}",
        "R11|m.room.third_party_invite|{}",
        "R11|m.room.message|{}"
      })
  void contentKeys(String set, String type, String kept) {
    String everything =
        "{\"aliases\":1,\"allow\":1,\"ban\":1,\"creator\":1,\"display_name\":1,\"events\":1,"
            + "\"events_default\":1,\"history_visibility\":1,\"invite\":1,"
            + "\"join_authorised_via_users_server\":1,\"join_rule\":1,\"kick\":1,\"membership\":1,"
            + "\"notifications\":1,\"public_key\":1,\"redact\":1,\"redacts\":1,\"room_version\":1,"
            + "\"state_default\":1,\"third_party_invite\":{\"display_name\":1,\"signed\":2},"
            + "\"users\":1,\"users_default\":1}";
    assertEquals(kept, content(set, type, everything));
  }

  @Test
  void createKeepsEverythingFrom11On() {
    String content = "{\"anything\":1,\"room_version\":\"11\"}";
    assertEquals(content, content("R11", "m.room.create", content));
  }

  @Test
  void thirdPartyInviteKeepsSignedOnly() {
    String member = "m.room.member";
    assertEquals("{}", content("R11", member, "{\"third_party_invite\":1}"));
    assertEquals("{}", content("R9", member, "{\"third_party_invite\":{\"signed\":1}}"));
    for (String none : new String[] {"{}", "{\"display_name\":1}"}) {
      assertEquals(
          "{\"third_party_invite\":{}}",
          content("R11", member, "{\"third_party_invite\":" + none + "}"));
    }
  }
}
