package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The power levels of a room state. "Power levels are inferred from defaults when not explicitly
 * supplied." Where a value has to be read and is no level, the answer is none, and the rule that
 * reads it rejects.
 */
final class PowerLevels {
  private static final Map<String, Integer> DEFAULTS =
      Map.of(
          "users_default", 0,
          "events_default", 0,
          "state_default", 50,
          "ban", 50,
          "kick", 50,
          "redact", 50,
          "invite", 0);

  private final RoomVersion version;
  private final Option<Event> powerLevels;
  private final Option<Event> create;

  PowerLevels(RoomVersion version, Option<Event> powerLevels, Option<Event> create) {
    this.version = version;
    this.powerLevels = powerLevels;
    this.create = create;
  }

  /** Who made the room: {@code content.creator}, from version 11 on the sender. */
  static Option<String> creator(Event create, RoomVersion version) {
    return version.creatorInContent()
        ? Json.stringMember(create.content(), "creator")
        : Option.some(create.sender());
  }

  /**
   * Version 12: "Room creators include: The user ID denoted by the `sender` of the `m.room.create`
   * event in the room. Any user IDs contained in the `additional_creators` array."
   */
  static Set<String> creators(Event create) {
    Set<String> creators = new HashSet<>();
    creators.add(create.sender());
    Json.member(create.content(), "additional_creators")
        .flatMap(Json::array)
        .forEach(all -> all.forEach(user -> Json.string(user).forEach(creators::add)));
    return creators;
  }

  Option<PowerLevel> ofUser(String user) {
    // Version 12: "The power level of "room creators" is infinitely high."
    if (version.roomIdIsCreateEventId() && create.exists(c -> creators(c).contains(user))) {
      return Option.some(PowerLevel.INFINITE);
    }
    if (powerLevels.isEmpty()) {
      boolean isCreator = create.flatMap(c -> creator(c, version)).contains(user);
      return Option.some(isCreator ? PowerLevel.of(100) : PowerLevel.ZERO);
    }
    Option<Object> users = Json.member(powerLevels.get().content(), "users");
    if (users.isDefined()) {
      Option<Map<String, Object>> levels = Json.object(users.get());
      if (levels.isEmpty()) {
        return Option.none();
      }
      if (levels.get().containsKey(user)) {
        return PowerLevel.read(levels.get().get(user), version);
      }
    }
    return named("users_default");
  }

  /**
   * "The invite level defaults to 0 if unspecified. The kick level, ban level and redact level each
   * default to 50 if unspecified."
   */
  Option<PowerLevel> named(String property) {
    Option<Object> value = powerLevels.flatMap(event -> Json.member(event.content(), property));
    return value.isDefined()
        ? PowerLevel.read(value.get(), version)
        : Option.some(PowerLevel.of(DEFAULTS.get(property)));
  }

  /**
   * "The event type is either listed explicitly in the `events` section or given by either
   * `state_default` or `events_default` depending on if the event is a state event or not."
   */
  Option<PowerLevel> requiredFor(Event event) {
    Option<Object> events = powerLevels.flatMap(levels -> Json.member(levels.content(), "events"));
    if (events.isDefined()) {
      Option<Map<String, Object>> levels = Json.object(events.get());
      if (levels.isEmpty()) {
        return Option.none();
      }
      if (levels.get().containsKey(event.type())) {
        return PowerLevel.read(levels.get().get(event.type()), version);
      }
    }
    return named(event.stateKey().isDefined() ? "state_default" : "events_default");
  }

  /**
   * Whether the user's level can be read and is at least the named level, which can be read too.
   */
  boolean hasLevel(String user, String property) {
    return atLeast(ofUser(user), named(property));
  }

  boolean maySend(Event event) {
    return atLeast(ofUser(event.sender()), requiredFor(event));
  }

  /** "The target user's power level is less than the sender's power level". */
  boolean isBelow(String target, String sender) {
    Option<PowerLevel> senderLevel = ofUser(sender);
    return ofUser(target).exists(level -> senderLevel.exists(s -> s.isAbove(level)));
  }

  private static boolean atLeast(Option<PowerLevel> level, Option<PowerLevel> required) {
    return level.exists(l -> required.exists(l::isAtLeast));
  }
}
