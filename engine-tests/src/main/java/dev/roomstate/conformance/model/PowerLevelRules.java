package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "If type is `m.room.power_levels`": rule 10, in versions 6 to 11 rule 9. */
final class PowerLevelRules {
  private static final List<String> NAMED =
      List.of(
          "users_default", "events_default", "state_default", "ban", "redact", "kick", "invite");

  private final Situation situation;
  private final RoomVersion version;
  private final Map<String, Object> content;

  PowerLevelRules(Situation situation) {
    this.situation = situation;
    this.version = situation.version();
    this.content = situation.event().content();
  }

  Verdict check() {
    Verdict shape = checkShape();
    if (!shape.allowed()) {
      return shape;
    }
    // "If there is no previous `m.room.power_levels` event in the room, allow."
    Option<Event> previous = situation.state().apply(StateKey.POWER_LEVELS);
    if (previous.isEmpty()) {
      return Verdict.ALLOW;
    }
    // The rule for the required level has read it.
    PowerLevel sender = situation.powerLevels().ofUser(situation.event().sender()).get();
    return new Changes(sender, previous.get().content()).check();
  }

  private Verdict checkShape() {
    if (version.integerLevelsOnly()) {
      // 10: "If any of the properties `users_default`, `events_default`, `state_default`, `ban`,
      // `redact`, `kick`, or `invite` in `content` are present and not an integer, reject."
      for (String property : NAMED) {
        if (Json.member(content, property).exists(value -> Json.integer(value).isEmpty())) {
          return Verdict.reject(Rule.POWER_LEVELS_NOT_INTEGER, "`" + property + "` is no integer");
        }
      }
      // 10: "If either of the properties `events` or `notifications` in `content` are present and
      // not an
      // object with values that are integers, reject."
      for (String property : List.of("events", "notifications")) {
        if (Json.member(content, property).exists(value -> !isObjectOfLevels(value))) {
          return Verdict.reject(
              Rule.POWER_LEVELS_MAP_NOT_INTEGERS, "`" + property + "` is no object of integers");
        }
      }
    }
    // "If the `users` property in `content` is not an object with keys that are valid user IDs with
    // values that are integers [until 9: (or a string that is an integer)], reject." Absent: as
    // empty.
    Option<Object> users = Json.member(content, "users");
    if (users.exists(value -> !isObjectOfLevels(value) || !hasUserIdsOnly(value))) {
      return Verdict.reject(Rule.POWER_LEVELS_USERS, "`users` is no object of users' levels");
    }
    if (version.roomIdIsCreateEventId()) {
      // 12: "If the `users` property in `content` contains the `sender` of the `m.room.create`
      // event or
      // any of the `additional_creators` array [...], reject."
      Set<String> listed = users.flatMap(Json::object).map(Map::keySet).getOrElse(Set.of());
      Set<String> creators = situation.create().map(PowerLevels::creators).getOrElse(Set.of());
      if (listed.stream().anyMatch(creators::contains)) {
        return Verdict.reject(Rule.POWER_LEVELS_CREATOR_LISTED, "`users` lists a creator");
      }
    }
    return Verdict.ALLOW;
  }

  private boolean isObjectOfLevels(Object value) {
    return Json.object(value)
        .exists(
            levels ->
                levels.values().stream()
                    .allMatch(level -> PowerLevel.read(level, version).isDefined()));
  }

  private static boolean hasUserIdsOnly(Object value) {
    return Json.object(value)
        .exists(levels -> levels.keySet().stream().allMatch(Identifiers::isUserId));
  }

  /** The rules about what is added, changed or removed. */
  private final class Changes {
    private final PowerLevel sender;
    private final Map<String, Object> current;

    Changes(PowerLevel sender, Map<String, Object> current) {
      this.sender = sender;
      this.current = current;
    }

    Verdict check() {
      Verdict verdict = checkNamed();
      List<String> guarded =
          version.notificationLevelsGuarded()
              ? List.of("events", "notifications")
              : List.of("events");
      for (String property : guarded) {
        verdict = verdict.allowed() ? checkCurrentEntries(property) : verdict;
      }
      for (String property : guarded) {
        verdict =
            verdict.allowed() ? checkNewEntries(property, Rule.POWER_LEVELS_MAP_NEW) : verdict;
      }
      verdict = verdict.allowed() ? checkCurrentUsers() : verdict;
      return verdict.allowed() ? checkNewEntries("users", Rule.POWER_LEVELS_USER_NEW) : verdict;
    }

    /**
     * "For the properties [...] check if they were added, changed or removed. For each found
     * alteration: 1. If the current value is higher than the `sender`'s current power level,
     * reject. 2. If the new value is higher than the `sender`'s current power level, reject." A
     * value that is no level rejects wherever it stands.
     */
    private Verdict checkNamed() {
      for (String property : NAMED) {
        Option<Object> before = Json.member(current, property);
        Option<Object> after = Json.member(content, property);
        boolean altered = isAltered(before, after);
        if (before.exists(value -> isTooHigh(value, altered))) {
          return rejectCurrent(Rule.POWER_LEVELS_DEFAULT_CURRENT, property);
        }
        if (after.exists(value -> isTooHigh(value, altered))) {
          return rejectNew(Rule.POWER_LEVELS_DEFAULT_NEW, property);
        }
      }
      return Verdict.ALLOW;
    }

    /**
     * "For each entry being changed in, or removed from, the `events` or [6] `notifications`
     * properties: If the current value is greater than the `sender`'s current power level, reject."
     */
    private Verdict checkCurrentEntries(String property) {
      if (isUnreadable(current, property)) {
        return rejectCurrent(Rule.POWER_LEVELS_MAP_CURRENT, property);
      }
      Map<String, Object> after = entries(content, property);
      for (Map.Entry<String, Object> entry : entries(current, property).entrySet()) {
        Option<Object> before = Option.some(entry.getValue());
        boolean altered = isAltered(before, Json.member(after, entry.getKey()));
        if (isTooHigh(entry.getValue(), altered)) {
          return rejectCurrent(Rule.POWER_LEVELS_MAP_CURRENT, property + "." + entry.getKey());
        }
      }
      return Verdict.ALLOW;
    }

    /**
     * "For each entry being added to, or changed in, the [...] properties: If the new value is
     * greater than the `sender`'s current power level, reject."
     */
    private Verdict checkNewEntries(String property, Rule rule) {
      if (isUnreadable(content, property)) {
        return rejectNew(rule, property);
      }
      Map<String, Object> before = entries(current, property);
      for (Map.Entry<String, Object> entry : entries(content, property).entrySet()) {
        Option<Object> after = Option.some(entry.getValue());
        boolean altered = isAltered(Json.member(before, entry.getKey()), after);
        if (isTooHigh(entry.getValue(), altered)) {
          return rejectNew(rule, property + "." + entry.getKey());
        }
      }
      return Verdict.ALLOW;
    }

    /**
     * "For each entry being changed in, or removed from, the `users` property, other than the
     * `sender`'s own entry: If the current value is greater than or equal to the `sender`'s current
     * power level, reject."
     */
    private Verdict checkCurrentUsers() {
      Map<String, Object> after = entries(content, "users");
      for (Map.Entry<String, Object> entry : entries(current, "users").entrySet()) {
        boolean isOwn = entry.getKey().equals(situation.event().sender());
        Option<Object> before = Option.some(entry.getValue());
        boolean altered = isAltered(before, Json.member(after, entry.getKey()));
        Option<PowerLevel> level = PowerLevel.read(entry.getValue(), version);
        if (!isOwn && level.forAll(l -> altered && l.isAtLeast(sender))) {
          return rejectCurrent(Rule.POWER_LEVELS_USER_CURRENT, "users." + entry.getKey());
        }
      }
      return Verdict.ALLOW;
    }

    /** Levels are compared, not how they are written. */
    private boolean isAltered(Option<Object> before, Option<Object> after) {
      return !before
          .map(value -> PowerLevel.read(value, version))
          .equals(after.map(value -> PowerLevel.read(value, version)));
    }

    private boolean isTooHigh(Object value, boolean altered) {
      return PowerLevel.read(value, version).forAll(level -> altered && level.isAbove(sender));
    }

    private boolean isUnreadable(Map<String, Object> levels, String property) {
      return Json.member(levels, property).exists(value -> Json.object(value).isEmpty());
    }

    private Map<String, Object> entries(Map<String, Object> levels, String property) {
      return Json.objectMember(levels, property).getOrElse(Map.of());
    }

    private Verdict rejectCurrent(Rule rule, String what) {
      return Verdict.reject(rule, "the current value of `" + what + "` is too high");
    }

    private Verdict rejectNew(Rule rule, String what) {
      return Verdict.reject(rule, "the new value of `" + what + "` is too high");
    }
  }
}
