package dev.roomstate.content;

import dev.roomstate.id.IdGrammar;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/** The content of {@code m.room.power_levels}: what is in it, not yet what it means. Immutable. */
public final class PowerLevelsContent implements EventContent {
  private static final NamedLevel[] NAMED = NamedLevel.values();

  private final PowerLevel[] named;
  private final Option<LevelTable> users;
  private final Option<LevelTable> events;
  private final Option<LevelTable> notifications;
  private final boolean usersValid;

  private PowerLevelsContent(
      PowerLevel[] named,
      Option<LevelTable> users,
      Option<LevelTable> events,
      Option<LevelTable> notifications) {
    this.named = named;
    this.users = users;
    this.events = events;
    this.notifications = notifications;
    this.usersValid = areValid(users);
  }

  static PowerLevelsContent of(JsonObject content, RoomVersionRules rules) {
    PowerLevel[] named = new PowerLevel[NAMED.length];
    for (NamedLevel level : NAMED) {
      int index = content.indexOf(level.property());
      named[level.ordinal()] = index < 0 ? null : LevelGrammar.read(content.value(index), rules);
    }
    return new PowerLevelsContent(
        named,
        table(content, "users", rules),
        table(content, "events", rules),
        table(content, "notifications", rules));
  }

  /** The table of this property: empty where it is absent, none where it is no object. */
  private static Option<LevelTable> table(
      JsonObject content, String property, RoomVersionRules rules) {
    Option<JsonValue> value = content.get(property);
    if (value.isEmpty()) {
      return Option.some(LevelTable.EMPTY);
    }
    return value.get() instanceof JsonObject object
        ? Option.some(LevelTable.of(object, rules))
        : Option.none();
  }

  /** The level as it is written, if it is: {@link PowerLevel#UNREADABLE} where it is no level. */
  public Option<PowerLevel> written(NamedLevel level) {
    return Option.of(named[level.ordinal()]);
  }

  /** The level, or what it is when it is not written. */
  public PowerLevel level(NamedLevel level) {
    PowerLevel written = named[level.ordinal()];
    return written == null ? level.whenAbsent() : written;
  }

  /** The {@code users}: empty where absent, none where they are no object. */
  public Option<LevelTable> users() {
    return users;
  }

  /** The {@code events}: empty where absent, none where they are no object. */
  public Option<LevelTable> events() {
    return events;
  }

  /** The {@code notifications}: empty where absent, none where they are no object. */
  public Option<LevelTable> notifications() {
    return notifications;
  }

  /** Whether all named levels that are written are levels. */
  public boolean namedLevelsAreReadable() {
    for (PowerLevel level : named) {
      if (level != null && !level.isReadable()) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code events} and {@code notifications} are objects of levels. */
  public boolean mapsAreReadable() {
    return events.exists(LevelTable::isReadable) && notifications.exists(LevelTable::isReadable);
  }

  /** Whether {@code users} is an object of user ids and levels. */
  public boolean usersAreValid() {
    return usersValid;
  }

  private static boolean areValid(Option<LevelTable> users) {
    if (!users.exists(LevelTable::isReadable)) {
      return false;
    }
    LevelTable table = users.get();
    for (int i = 0; i < table.size(); i++) {
      if (!IdGrammar.isUserId(table.name(i))) {
        return false;
      }
    }
    return true;
  }

  /** The level of a user: the entry in {@code users}, else {@code users_default}. */
  public PowerLevel ofUser(String userId) {
    if (users.isEmpty()) {
      return PowerLevel.UNREADABLE;
    }
    return users.get().get(userId).getOrElse(() -> level(NamedLevel.USERS_DEFAULT));
  }

  /** The level that a type of event requires ("Required Power Level"). */
  public PowerLevel required(String type, boolean isState) {
    if (events.isEmpty()) {
      return PowerLevel.UNREADABLE;
    }
    return events
        .get()
        .get(type)
        .getOrElse(() -> level(isState ? NamedLevel.STATE_DEFAULT : NamedLevel.EVENTS_DEFAULT));
  }
}
