package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.CAROL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "If type is `m.room.power_levels`". Bob, of level 50, changes the levels. */
class PowerLevelRulesTest {
  private static String change(int version, String before, String after) {
    Written room = new Written(version);
    String create = room.create();
    String bob = room.joined(BOB);
    String levels = room.levels(before.replace("BOB", BOB).replace("CAROL", CAROL));
    String changed =
        room.event(
                "$changed",
                "m.room.power_levels",
                BOB,
                after.replace("BOB", BOB).replace("CAROL", CAROL).replace("ALICE", ALICE))
            .key("")
            .add();
    return room.check(changed, create, bob, levels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1|{\"ban\":51}|{\"ban\":50}|POWER_LEVELS_DEFAULT_CURRENT 10.3.1",
        "6|{\"ban\":51}|{}|POWER_LEVELS_DEFAULT_CURRENT 9.3.1",
        "10|{\"ban\":51}|{\"ban\":51}|allowed",
        "10|{}|{\"ban\":51}|POWER_LEVELS_DEFAULT_NEW 9.5.2",
        "12|{\"users_default\":1}|{\"users_default\":51}|POWER_LEVELS_DEFAULT_NEW 10.6.2",
        "12|{}|{\"kick\":50,\"redact\":0}|allowed",
        "9|{\"ban\":\"50\"}|{\"ban\":50}|allowed",
        "9|{\"ban\":\"60\"}|{\"ban\":60}|allowed",
        "9|{\"ban\":\"x\"}|{\"ban\":50}|POWER_LEVELS_DEFAULT_CURRENT 9.3.1",
        "9|{}|{\"ban\":\"x\"}|POWER_LEVELS_DEFAULT_NEW 9.3.2",
        "9|{\"events\":{\"x\":\"y\"}}|{}|POWER_LEVELS_MAP_CURRENT 9.4.1",
        "9|{}|{\"events\":{\"x\":\"y\"}}|POWER_LEVELS_MAP_NEW 9.5.1",
        "9|{}|{\"events\":[]}|POWER_LEVELS_MAP_NEW 9.5.1",
        "5|{}|{\"notifications\":{\"room\":\"y\"}}|allowed",
        "5|{\"notifications\":{\"room\":99}}|{}|allowed",
        "6|{\"notifications\":{\"room\":99}}|{}|POWER_LEVELS_MAP_CURRENT 9.4.1",
        "12|{}|{\"notifications\":{\"room\":99}}|POWER_LEVELS_MAP_NEW 10.8.1",
        "11|{\"events\":{\"x\":51}}|{\"events\":{\"x\":50}}|POWER_LEVELS_MAP_CURRENT 9.6.1",
        "11|{\"events\":{\"x\":50}}|{\"events\":{\"x\":51}}|POWER_LEVELS_MAP_NEW 9.7.1",
        "11|{\"events\":{\"x\":51}}|{\"events\":{\"x\":51,\"y\":50}}|allowed",
        "10|{}|{\"kick\":\"50\"}|POWER_LEVELS_NOT_INTEGER 9.1",
        "12|{}|{\"kick\":true}|POWER_LEVELS_NOT_INTEGER 10.1",
        "10|{}|{\"events\":{\"x\":\"1\"}}|POWER_LEVELS_MAP_NOT_INTEGERS 9.2",
        "12|{}|{\"notifications\":null}|POWER_LEVELS_MAP_NOT_INTEGERS 10.2",
        "1|{}|{\"users\":[]}|POWER_LEVELS_USERS 10.1",
        "9|{}|{\"users\":{\"BOB\":\"+ 5\"}}|POWER_LEVELS_USERS 9.1",
        "11|{}|{\"users\":{\"BOB\":\"50\"}}|POWER_LEVELS_USERS 9.3",
        "12|{}|{\"users\":{\"bob\":50}}|POWER_LEVELS_USERS 10.3",
        "12|{}|{\"users\":{\"@bob:*\":50}}|POWER_LEVELS_USERS 10.3",
        "12|{}|{\"users\":{\"@:b.org\":50}}|allowed",
        "12|{}|{\"users\":{\"ALICE\":50}}|POWER_LEVELS_CREATOR_LISTED 10.4",
        "11|{}|{\"users\":{\"ALICE\":50}}|allowed"
      })
  void rules(int version, String before, String after, String expected) {
    String users = "\"users\":{\"BOB\":50}";
    String separator = before.equals("{}") ? "" : ",";
    assertEquals(
        expected, change(version, "{" + users + separator + before.substring(1), withBob(after)));
  }

  /** Leaves Bob his level where `users` is not what is tested. */
  private static String withBob(String levels) {
    if (levels.contains("users\"")) {
      return levels;
    }
    return "{\"users\":{\"BOB\":50}" + (levels.equals("{}") ? "" : ",") + levels.substring(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"BOB\":50,\"CAROL\":50}|{\"BOB\":50}|POWER_LEVELS_USER_CURRENT 10.6.1",
        "{\"BOB\":50,\"CAROL\":50}|{\"BOB\":50,\"CAROL\":49}|POWER_LEVELS_USER_CURRENT 10.6.1",
        "{\"BOB\":50,\"CAROL\":49}|{\"BOB\":50}|allowed",
        "{\"BOB\":50}|{\"BOB\":51}|POWER_LEVELS_USER_NEW 10.7.1",
        "{\"BOB\":50}|{\"BOB\":0}|allowed",
        "{\"BOB\":50}|{}|allowed",
        "{\"BOB\":50}|{\"CAROL\":51}|POWER_LEVELS_USER_NEW 10.7.1",
        "{\"BOB\":50,\"CAROL\":60}|{\"BOB\":50,\"CAROL\":60.5}|allowed",
        "{\"BOB\":9223372036854775808}|{\"BOB\":9223372036854775809}|POWER_LEVELS_USER_NEW 10.7.1"
      })
  void users(String before, String after, String expected) {
    assertEquals(
        expected,
        change(
            5,
            "{\"state_default\":0,\"users\":" + before + "}",
            "{\"state_default\":0,\"users\":" + after + "}"));
  }

  @Test
  void theFirstLevelsMayBeAnything() {
    for (int version : new int[] {1, 9}) {
      Written room = new Written(version);
      String create = room.create();
      String alice = room.joined(ALICE);
      String levels = room.levels("{\"ban\":\"x\",\"users\":{\"" + BOB + "\":1000}}");
      assertEquals("allowed", room.check(levels, create, alice));
    }
    Written room = new Written(10);
    String levels = room.levels("{\"ban\":\"x\"}");
    assertEquals(
        "POWER_LEVELS_NOT_INTEGER 9.1", room.check(levels, room.create(), room.joined(ALICE)));
  }

  @Test
  void additionalCreatorsAreNotListed() {
    Written room = new Written(12);
    String content = "{\"additional_creators\":[\"" + CAROL + "\"]}";
    room.event(Written.V12_CREATE, "m.room.create", ALICE, content).key("").add();
    String levels = room.levels("{\"users\":{\"" + CAROL + "\":1}}");
    assertEquals("POWER_LEVELS_CREATOR_LISTED 10.4", room.check(levels, room.joined(ALICE)));
  }
}
