package dev.roomstate.auth;

import dev.roomstate.content.CreateContent;
import dev.roomstate.content.NamedLevel;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.content.PowerLevelsContent;
import dev.roomstate.event.EventFacts;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/**
 * The effective power levels of a state: what its power levels event says, the defaults for what it
 * does not say, and the creators. Immutable.
 */
public final class PowerLevels {
  private static final PowerLevel CREATOR_WITHOUT_POWER_LEVELS = PowerLevel.of(100);

  private final RoomVersionRules rules;
  private final EventFacts create;
  private final EventFacts source;
  private final PowerLevelsContent content;

  private PowerLevels(RoomVersionRules rules, EventFacts create, EventFacts source) {
    this.rules = rules;
    this.create = create;
    this.source = source;
    this.content =
        source != null && source.content() instanceof PowerLevelsContent levels ? levels : null;
  }

  /** The power levels of a state with these events. */
  public static PowerLevels of(
      RoomVersionRules rules, Option<EventFacts> create, Option<EventFacts> powerLevels) {
    return new PowerLevels(rules, create.getOrNull(), powerLevels.getOrNull());
  }

  static PowerLevels of(RoomVersionRules rules, AuthState state) {
    return new PowerLevels(
        rules, state.orNull(AuthSlot.CREATE), state.orNull(AuthSlot.POWER_LEVELS));
  }

  /** The event that the levels come from, or null: the power levels, else the create event. */
  EventFacts source() {
    return content == null ? create : source;
  }

  /** The power levels event, or null. */
  Option<PowerLevelsContent> content() {
    return Option.of(content);
  }

  /** The level of a user. */
  public PowerLevel ofUser(String userId) {
    // "The power level of 'room creators' is infinitely high." (v12 on)
    boolean isCreator = isCreator(userId);
    if (isCreator && rules.has(AuthFlag.PRIVILEGED_CREATORS)) {
      return PowerLevel.INFINITE;
    }
    if (content != null) {
      return content.ofUser(userId);
    }
    return isCreator ? CREATOR_WITHOUT_POWER_LEVELS : NamedLevel.USERS_DEFAULT.whenAbsent();
  }

  /** Whether the user is a creator of the room. */
  public boolean isCreator(String userId) {
    if (create == null || !(create.content() instanceof CreateContent created)) {
      return false;
    }
    if (rules.has(AuthFlag.CREATOR_FIELD)) {
      return created.creator().contains(userId);
    }
    return create.sender().value().equals(userId)
        || (rules.has(AuthFlag.PRIVILEGED_CREATORS)
            && created.additionalCreators().contains(userId));
  }

  /** A named level. */
  public PowerLevel level(NamedLevel level) {
    return content == null ? level.whenAbsent() : content.level(level);
  }

  /** The level that an event of this type requires. */
  public PowerLevel required(String type, boolean isState) {
    if (content != null) {
      return content.required(type, isState);
    }
    return level(isState ? NamedLevel.STATE_DEFAULT : NamedLevel.EVENTS_DEFAULT);
  }
}
