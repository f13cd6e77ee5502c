package dev.roomstate.conformance.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 1 on receipt. */
class EventFormatTest {
  private static final String PLAIN =
      "{\"type\":\"x\",\"sender\":\"@a:a.org\",\"room_id\":\"!r:a.org\",\"content\":{},\"depth\":1,"
          + "\"origin_server_ts\":1,\"auth_events\":[],\"prev_events\":[],"
          + "\"hashes\":{\"sha256\":\"\"},\"signatures\":{}}";

  private static boolean isEvent(int version, String pdu) {
    try {
      EventFormat.read(pdu, RoomVersion.of(Integer.toString(version)).get(), false);
      return true;
    } catch (JsonFault fault) {
      return false;
    }
  }

  private static String with(String member, String json) {
    String plain = PLAIN.replaceAll("\"" + member + "\":(\\{[^}]*\\}|\\[[^\\]]*\\]|[^,}]*),?", "");
    return "{\"" + member + "\":" + json + "," + plain.substring(1).replace(",}", "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "11|depth|9007199254740991|true",
        "11|depth|9007199254740992|false",
        "5|depth|9223372036854775807|true",
        "5|depth|9223372036854775808|false",
        "5|depth|0|true",
        "5|depth|-1|false",
        "5|depth|1.0|false",
        "5|depth|true|false",
        "5|depth|\"1\"|false",
        "5|origin_server_ts|-9223372036854775808|true",
        "5|origin_server_ts|9223372036854775808|false",
        "11|origin_server_ts|-9007199254740991|true",
        "11|content|[]|false",
        "5|content|{\"a\":1.5}|true",
        "6|content|{\"a\":1.5}|false",
        "6|content|{\"a\":-0}|false",
        "6|content|{\"a\":1e1}|false",
        "6|content|{\"a\":9007199254740992}|false",
        "5|content|{\"a\":-0}|true",
        "5|content|{\"a\":1e400}|false",
        "5|content|{\"a\":900719925474099299999}|true",
        "11|unsigned|{}|true",
        "11|unsigned|null|false",
        "6|unsigned|{\"age\":1.5}|false",
        "11|hashes|{}|false",
        "11|hashes|{\"sha256\":\"\",\"md5\":1}|false",
        "11|signatures|{\"a\":1}|false",
        "11|signatures|{\"a\":{\"ed25519:1\":1}}|false",
        "11|state_key|null|false",
        "11|state_key|\"\"|true",
        "11|redacts|1|true",
        "11|event_id|1|true",
        "2|event_id|\"$a\"|false",
        "2|event_id|\"$a:a.org\"|true",
        "2|event_id|\"a:a.org\"|false",
        "11|room_id|\"r:a.org\"|false",
        "11|room_id|\"!\"|true",
        "11|prev_events|[\"a\",\"a\"]|true",
        "11|prev_events|[[\"a\",{}]]|false",
        "11|auth_events|{}|false",
        "11|sender|\"a:a.org\"|false",
        "11|sender|\"@a\"|false",
        "11|sender|\"@:a.org\"|true",
        "11|sender|\"@A B/é:[::1]:8448\"|true",
        "11|sender|\"@a:a.org:123456\"|false",
        "11|sender|\"@a:b:c\"|false"
      })
  void members(int version, String member, String json, boolean expected) {
    assertEquals(expected, isEvent(version, with(member, json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type",
        "sender",
        "room_id",
        "content",
        "depth",
        "origin_server_ts",
        "auth_events",
        "prev_events",
        "hashes",
        "signatures"
      })
  void requiredMembers(String member) {
    assertTrue(isEvent(11, PLAIN));
    assertFalse(isEvent(11, with(member, "null")));
    assertFalse(isEvent(11, with(member, "null").replace("\"" + member + "\":null,", "")));
    assertFalse(isEvent(1, PLAIN));
  }

  @Test
  void referencesArePairsUntil2() {
    String id = ",\"event_id\":\"$1:a.org\"}";
    String pairs = with("prev_events", "[[\"$0\",{}]]");
    assertTrue(isEvent(2, pairs.substring(0, pairs.length() - 1) + id));
    for (String wrong : new String[] {"[\"$0\"]", "[[\"$0\"]]", "[[\"$0\",1]]", "[[1,{}]]"}) {
      String text = with("prev_events", wrong);
      assertFalse(isEvent(2, text.substring(0, text.length() - 1) + id));
    }
  }

  @Test
  void limits() {
    assertTrue(isEvent(11, with("type", "\"" + "é".repeat(127) + "x\"")));
    assertFalse(isEvent(11, with("type", "\"" + "é".repeat(128) + "\"")));
    assertTrue(isEvent(11, with("auth_events", ids(10))));
    assertFalse(isEvent(11, with("auth_events", ids(11))));
    assertTrue(isEvent(11, with("prev_events", ids(20))));
    assertFalse(isEvent(11, with("prev_events", ids(21))));
    assertFalse(isEvent(11, with("prev_events", "[\"" + "x".repeat(256) + "\"]")));
    int room = 65_536 - PLAIN.length() - "\"a\":\"\"".length();
    assertTrue(isEvent(11, with("content", "{\"a\":\"" + "x".repeat(room) + "\"}")));
    assertFalse(isEvent(11, with("content", "{\"a\":\"" + "x".repeat(room + 1) + "\"}")));
    assertTrue(isEvent(11, with("content", "  {\"a\":\"" + "x".repeat(room) + "\"}  ")));
  }

  private static String ids(int number) {
    return "[" + "\"a\",".repeat(number - 1) + "\"a\"]";
  }

  @Test
  void createEventsOfVersion12MayLackTheRoomId() {
    String create = with("type", "\"m.room.create\"");
    String without = create.replace("\"room_id\":\"!r:a.org\",", "");
    assertTrue(isEvent(12, create));
    assertTrue(isEvent(12, without));
    assertFalse(isEvent(11, without));
    assertFalse(isEvent(12, with("room_id", "1").replace("\"x\"", "\"m.room.create\"")));
  }

  @Test
  void trustedEventsNeedNoProof() {
    String bare = PLAIN.replace(",\"hashes\":{\"sha256\":\"\"},\"signatures\":{}", "");
    assertFalse(isEvent(11, bare));
    assertDoesNotThrow(() -> EventFormat.read(bare, RoomVersion.V11, true));
    assertDoesNotThrow(() -> EventFormat.read(bare, RoomVersion.V1, true));
    String empty = bare.substring(0, bare.length() - 1) + ",\"hashes\":{}}";
    assertDoesNotThrow(() -> EventFormat.read(empty, RoomVersion.V11, true));
    String wrong = bare.substring(0, bare.length() - 1) + ",\"hashes\":{\"sha256\":5}}";
    assertThrows(JsonFault.class, () -> EventFormat.read(wrong, RoomVersion.V11, true));
    String withId = bare.substring(0, bare.length() - 1) + ",\"event_id\":7}";
    assertDoesNotThrow(() -> EventFormat.read(withId, RoomVersion.V1, true));
  }
}
