package dev.roomstate.conformance.history;

import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.conformance.JsonTree;
import dev.roomstate.event.StateKey;
import dev.roomstate.room.StateView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random power levels. */
final class Levels {
  private static final List<String> NAMED =
      List.of(
          "users_default", "events_default", "state_default", "ban", "redact", "kick", "invite");
  private static final List<String> TYPES =
      List.of(
          "m.room.message",
          "m.room.topic",
          "m.room.power_levels",
          "m.room.join_rules",
          "m.room.redaction",
          "m.room.third_party_invite",
          "m.room.aliases",
          "m.room.member");
  private static final int[] USUAL = {0, 0, 0, 10, 25, 49, 50, 50, 50, 51, 75, 99, 100, 100, 101};

  private Levels() {}

  static int usual(Random random) {
    return USUAL[random.nextInt(USUAL.length)];
  }

  /** The levels that a room begins with. */
  static Map<String, Object> first(History history, Random random) {
    Map<String, Object> users = new LinkedHashMap<>();
    for (String user : history.people) {
      boolean creator =
          history.version() == 12 && (user.equals("alice") || history.creators.contains(user));
      if (!creator && (user.equals("alice") || random.nextInt(3) == 0)) {
        users.put(userId(user), user.equals("alice") ? 100 : usual(random));
      }
    }
    Map<String, Object> content = JsonTree.object("users", users);
    for (int i = random.nextInt(4); i > 0; i--) {
      change(content, history, random);
    }
    return content;
  }

  /** The content of the state's power levels, as far as it can be told, with some changes. */
  static Map<String, Object> next(StateView state, History history, Random random) {
    Map<String, Object> content =
        state
            .get(StateKey.POWER_LEVELS)
            .map(id -> history.levels.get(id.value()))
            .filter(known -> known != null)
            .map(Levels::copy)
            .getOrElse(() -> first(history, random));
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      change(content, history, random);
    }
    return content;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> copy(Map<String, Object> content) {
    return (Map<String, Object>) JsonTree.copy(content);
  }

  private static void change(Map<String, Object> content, History history, Random random) {
    switch (random.nextInt(6)) {
      case 0, 1 ->
          changeEntry(content, "users", userId(history.anyone(random)), usual(random), random);
      case 2 ->
          changeEntry(
              content, "events", TYPES.get(random.nextInt(TYPES.size())), usual(random), random);
      case 3 -> changeEntry(content, "notifications", "room", usual(random), random);
      default -> {
        String name = NAMED.get(random.nextInt(NAMED.size()));
        if (random.nextInt(5) == 0) {
          content.remove(name);
        } else {
          content.put(name, usual(random));
        }
      }
    }
  }

  private static void changeEntry(
      Map<String, Object> content, String map, String key, Object level, Random random) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (content.get(map) instanceof Map<?, ?> known) {
      known.forEach((k, v) -> entries.put((String) k, v));
    }
    if (random.nextInt(5) == 0) {
      entries.remove(key);
    } else {
      entries.put(key, level);
    }
    content.put(map, entries);
  }

  /** A level that only some room versions, or none, can read. */
  static Object hostile(Random random) {
    String[] raw = {
      "\"50\"",
      "\" +050 \"",
      "\"-7\"",
      "\"1e2\"",
      "\"\"",
      "\"0x10\"",
      "\"1_000\"",
      "\"\\u0661\"",
      "50.57",
      "1e2",
      "-0",
      "1e400",
      "true",
      "null",
      "{}",
      "[]",
      "9007199254740991",
      "9007199254740992",
      "-9007199254740992",
      "9223372036854775807",
      "9223372036854775808",
      "\"9223372036854775808\"",
      "\"99999999999999999999999\"",
      "1.5e308",
      "-1",
      "\" 50\\n\"",
      "\"\\u00a050\"",
      "\"+ 5\"",
      "\"50.0\"",
      "1E+2",
      "99999999999999999999999",
      "0.99",
      "-0.5"
    };
    return new JsonTree.Raw(raw[random.nextInt(raw.length)]);
  }

  /** Puts a hostile level, or a map of the wrong shape, into the content. */
  static void spoil(Map<String, Object> content, History history, Random random) {
    switch (random.nextInt(8)) {
      case 0 ->
          changeEntry(content, "users", userId(history.anyone(random)), hostile(random), random);
      case 1 -> changeEntry(content, "events", "m.room.message", hostile(random), random);
      case 2 -> changeEntry(content, "notifications", "room", hostile(random), random);
      case 3 -> {
        String[] keys = {"alice", "@x", "@:a.org", "@A b:a.org", "@x:*", "@x:[::1]:80", "", "@"};
        changeEntry(content, "users", keys[random.nextInt(keys.length)], 1, random);
      }
      case 4 -> {
        String[] maps = {"users", "events", "notifications"};
        Object[] wrong = {null, 5, "x", List.of(), new JsonTree.Raw("[1]")};
        content.put(maps[random.nextInt(3)], wrong[random.nextInt(wrong.length)]);
      }
      default -> content.put(NAMED.get(random.nextInt(NAMED.size())), hostile(random));
    }
  }
}
