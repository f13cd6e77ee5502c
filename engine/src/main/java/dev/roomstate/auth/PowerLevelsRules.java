package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.LevelTable;
import dev.roomstate.content.NamedLevel;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.content.PowerLevelsContent;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Quotation;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/** Rule 9: {@code m.room.power_levels}. */
final class PowerLevelsRules {
  private PowerLevelsRules() {}

  static Verdict check(
      EventFacts event, PowerLevel sender, PowerLevels current, RoomVersionRules rules) {
    PowerLevelsContent changed = (PowerLevelsContent) event.content();
    Option<Verdict> shape = checkShape(changed, current, rules);
    if (shape.isDefined()) {
      return shape.get();
    }
    // "If there is no previous m.room.power_levels event in the room, allow."
    if (current.content().isEmpty()) {
      return allow(AuthRule.POWER_LEVELS_FIRST); // 9.4
    }
    Changes changes =
        new Changes(event, sender, current.source(), current.content().get(), changed);
    return changes
        .checkNamedLevels()
        .orElse(() -> changes.checkMaps(rules))
        .orElse(changes::checkUsers)
        // "Otherwise, allow."
        .getOrElse(() -> allow(AuthRule.POWER_LEVELS_ALLOWED)); // 9.10
  }

  private static Option<Verdict> checkShape(
      PowerLevelsContent changed, PowerLevels current, RoomVersionRules rules) {
    // "If any of the properties users_default, … in content are present and not an integer,
    // reject."
    // (v10 on)
    if (rules.has(AuthFlag.INTEGER_LEVELS) && !changed.namedLevelsAreReadable()) {
      return Option.some(
          reject(
              AuthRule.POWER_LEVELS_NOT_INTEGER,
              () -> "a named power level is not an integer")); // 9.1
    }
    // "If either of the properties events or notifications in content are present and not an object
    // with values that are integers, reject." (v10 on)
    if (rules.has(AuthFlag.INTEGER_LEVELS) && !changed.mapsAreReadable()) {
      return Option.some(
          reject(
              AuthRule.POWER_LEVELS_MAP_NOT_INTEGERS,
              () -> "`events` or `notifications` is not an object of integers")); // 9.2
    }
    // "If the users property in content is not an object with keys that are valid user IDs with
    // values that are integers, reject."
    if (!changed.usersAreValid()) {
      return Option.some(
          reject(
              AuthRule.POWER_LEVELS_USERS,
              () -> "`users` is not an object of user ids and levels")); // 9.3
    }
    // "If the users property in content contains the sender of the m.room.create event or any of
    // the additional_creators array …, reject." (v12 on)
    if (rules.has(AuthFlag.PRIVILEGED_CREATORS)) {
      LevelTable users = changed.users().get();
      for (int i = 0; i < users.size(); i++) {
        String user = users.name(i);
        if (current.isCreator(user)) {
          return Option.some(
              reject(
                  AuthRule.POWER_LEVELS_CREATOR_LISTED,
                  () -> "`users` lists the creator `" + user + "`")); // v12: 10.4
        }
      }
    }
    return Option.none();
  }

  /** The alterations that an event makes to the current power levels. */
  private record Changes(
      EventFacts event,
      PowerLevel sender,
      EventFacts source,
      PowerLevelsContent before,
      PowerLevelsContent after) {

    /**
     * "For the properties users_default, … check if they were added, changed or removed. For each
     * found alteration: If the current value is higher than the sender's current power level,
     * reject. If the new value is higher than the sender's current power level, reject."
     */
    Option<Verdict> checkNamedLevels() {
      for (NamedLevel level : NamedLevel.values()) {
        Option<PowerLevel> current = before.written(level);
        Option<PowerLevel> changed = after.written(level);
        if (isSame(current, changed)) {
          continue;
        }
        String what = "`" + level.property() + "`";
        if (!isWithinPower(current)) {
          return refuse(AuthRule.POWER_LEVELS_DEFAULT_CURRENT, what, "is", current); // 9.5.1
        }
        if (!isWithinPower(changed)) {
          return refuse(AuthRule.POWER_LEVELS_DEFAULT_NEW, what, "becomes", changed); // 9.5.2
        }
      }
      return Option.none();
    }

    private Option<Verdict> refuse(
        AuthRule rule, String what, String verb, Option<PowerLevel> level) {
      return Option.some(
          reject(
              rule,
              () -> what + " " + verb + " " + level.get() + ", and the sender's level is " + sender,
              source));
    }

    private boolean isWithinPower(Option<PowerLevel> level) {
      return level.forAll(sender::atLeast);
    }

    private static boolean isSame(Option<PowerLevel> current, Option<PowerLevel> changed) {
      return current.isEmpty()
          ? changed.isEmpty()
          : changed.isDefined() && current.get().sameAs(changed.get());
    }

    Option<Verdict> checkMaps(RoomVersionRules rules) {
      boolean notifications = rules.has(AuthFlag.NOTIFICATION_LEVELS);
      // "For each entry being changed in, or removed from, the events or notifications properties:
      // If the current value is greater than the sender's current power level, reject." (v1–v5:
      // events only)
      return firstAlteration(before.events(), after.events(), AuthRule.POWER_LEVELS_MAP_CURRENT)
          .orElse(
              () ->
                  notifications
                      ? firstAlteration(
                          before.notifications(),
                          after.notifications(),
                          AuthRule.POWER_LEVELS_MAP_CURRENT)
                      : Option.none()) // 9.6
          // "For each entry being added to, or changed in, the events or notifications properties:
          // If the new value is greater than the sender's current power level, reject."
          .orElse(
              () -> firstAlteration(before.events(), after.events(), AuthRule.POWER_LEVELS_MAP_NEW))
          .orElse(
              () ->
                  notifications
                      ? firstAlteration(
                          before.notifications(),
                          after.notifications(),
                          AuthRule.POWER_LEVELS_MAP_NEW)
                      : Option.none()); // 9.7
    }

    /** The first entry whose alteration this rule refuses. */
    private Option<Verdict> firstAlteration(
        Option<LevelTable> current, Option<LevelTable> changed, AuthRule rule) {
      boolean looksAtCurrent =
          rule == AuthRule.POWER_LEVELS_MAP_CURRENT || rule == AuthRule.POWER_LEVELS_USER_CURRENT;
      if ((looksAtCurrent ? current : changed).isEmpty()) {
        return Option.some(
            reject(rule, () -> "`events`, `notifications` or `users` is not an object", source));
      }
      // All of a table is removed by what is no object.
      LevelTable table = (looksAtCurrent ? current : changed).get();
      LevelTable other = (looksAtCurrent ? changed : current).getOrElse(LevelTable.EMPTY);
      int refused =
          table.firstAlteration(
              other,
              (name, level) ->
                  rule == AuthRule.POWER_LEVELS_USER_CURRENT
                      ? !name.equals(event.sender().value()) && !level.lessThan(sender)
                      : !sender.atLeast(level));
      return refused < 0
          ? Option.none()
          : refuse(
              rule,
              "the level of " + Quotation.of(table.name(refused)),
              looksAtCurrent ? "is" : "becomes",
              Option.some(table.level(refused)));
    }

    Option<Verdict> checkUsers() {
      // "For each entry being changed in, or removed from, the users property, other than the
      // sender's own entry: If the current value is greater than or equal to the sender's current
      // power level, reject."
      return firstAlteration(before.users(), after.users(), AuthRule.POWER_LEVELS_USER_CURRENT)
          // "For each entry being added to, or changed in, the users property: If the new value is
          // greater than the sender's current power level, reject."
          .orElse(
              () ->
                  firstAlteration(
                      before.users(), after.users(), AuthRule.POWER_LEVELS_USER_NEW)); // 9.8, 9.9
    }
  }
}
