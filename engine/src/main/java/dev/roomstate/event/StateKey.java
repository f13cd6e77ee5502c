package dev.roomstate.event;

import dev.roomstate.id.CodePointOrder;
import dev.roomstate.id.UserId;

/**
 * What a state event is the state of: its type and state key. Ordered by type, then state key, by
 * code point.
 *
 * @param type the event type
 * @param stateKey the state key, often empty
 */
public record StateKey(String type, String stateKey) implements Comparable<StateKey> {
  /** The create event. */
  public static final StateKey CREATE = new StateKey(EventTypes.CREATE, "");

  /** The power levels. */
  public static final StateKey POWER_LEVELS = new StateKey(EventTypes.POWER_LEVELS, "");

  /** The join rules. */
  public static final StateKey JOIN_RULES = new StateKey(EventTypes.JOIN_RULES, "");

  /** The membership of this user. */
  public static StateKey member(UserId user) {
    return new StateKey(EventTypes.MEMBER, user.value());
  }

  /** The third-party invite of this token. */
  public static StateKey thirdPartyInvite(String token) {
    return new StateKey(EventTypes.THIRD_PARTY_INVITE, token);
  }

  @Override
  public int compareTo(StateKey other) {
    int byType = CodePointOrder.INSTANCE.compare(type, other.type);
    return byType != 0 ? byType : CodePointOrder.INSTANCE.compare(stateKey, other.stateKey);
  }

  @Override
  public String toString() {
    return stateKey.isEmpty() ? type : type + " " + stateKey;
  }
}
