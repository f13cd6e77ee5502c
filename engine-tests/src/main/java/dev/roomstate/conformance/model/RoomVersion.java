package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.Arrays;

/** The twelve room versions, and in which of them each thing is so. */
enum RoomVersion {
  V1,
  V2,
  V3,
  V4,
  V5,
  V6,
  V7,
  V8,
  V9,
  V10,
  V11,
  V12;

  /** Which keys survive a redaction, named after the first room version that has the set. */
  enum RedactionSet {
    R1,
    R6,
    R8,
    R9,
    R11
  }

  /** Which lists of authorization rules differ, named after the first room version. */
  enum RuleSet {
    A1(0),
    A3(1),
    A6(2),
    A7(3),
    A8(4),
    A10(5),
    A11(6),
    A12(7);

    private final int column;

    RuleSet(int column) {
      this.column = column;
    }

    /** Which of the numbers of a {@link Rule} is meant. */
    int column() {
      return column;
    }
  }

  static Option<RoomVersion> of(String id) {
    return Option.ofOptional(Arrays.stream(values()).filter(v -> v.id().equals(id)).findFirst());
  }

  /** As it stands in {@code content.room_version}. */
  String id() {
    return name().substring(1);
  }

  private boolean since(RoomVersion first) {
    return compareTo(first) >= 0;
  }

  /** Version 3: "the `event_id` field is no longer included", references are plain ids. */
  boolean eventIdOnTheWire() {
    return !since(V3);
  }

  /** Version 4: "encoded using URL-safe unpadded Base64". */
  boolean urlSafeEventIds() {
    return since(V4);
  }

  /** Version 5: "servers MUST enforce the `valid_until_ts` property". */
  boolean keyValidityEnforced() {
    return since(V5);
  }

  /** Version 6: "Servers MUST strictly enforce the JSON format". */
  boolean strictNumbers() {
    return since(V6);
  }

  /**
   * Version 6: "Rule 4, which related specifically to events of type `m.room.aliases`, is removed".
   */
  boolean aliasesRule() {
    return !since(V6);
  }

  /** Version 6: the rules for power levels "now include a `notifications` property". */
  boolean notificationLevelsGuarded() {
    return since(V6);
  }

  /** Version 7: "a new point for `membership=knock` is added". */
  boolean knocking() {
    return since(V7);
  }

  /** Version 8: points for `join_authorised_via_users_server` and the join rule `restricted`. */
  boolean restrictedJoins() {
    return since(V8);
  }

  /** Version 10: "a new `knock_restricted` join rule". */
  boolean knockRestricted() {
    return since(V10);
  }

  /** Version 10: "enforce that power level values be integers". */
  boolean integerLevelsOnly() {
    return since(V10);
  }

  /** Versions 1 to 5: "power levels can be formatted as floats". */
  boolean floatLevels() {
    return !since(V6);
  }

  /** Version 11: "The `content` of a `m.room.create` event no longer has a `creator` property". */
  boolean creatorInContent() {
    return !since(V11);
  }

  /** Versions 1 and 2: redaction is part of the authorization rules. */
  boolean redactionRule() {
    return !since(V3);
  }

  /**
   * Version 12: the room id is the create event's id, so the create event is implied and "MUST NOT
   * be selected for `auth_events`"; the creators' power level is infinitely high.
   */
  boolean roomIdIsCreateEventId() {
    return since(V12);
  }

  RedactionSet redactionSet() {
    if (since(V11)) {
      return RedactionSet.R11;
    } else if (since(V9)) {
      return RedactionSet.R9;
    } else if (since(V8)) {
      return RedactionSet.R8;
    }
    return since(V6) ? RedactionSet.R6 : RedactionSet.R1;
  }

  RuleSet ruleSet() {
    return switch (this) {
      case V1, V2 -> RuleSet.A1;
      case V3, V4, V5 -> RuleSet.A3;
      case V6 -> RuleSet.A6;
      case V7 -> RuleSet.A7;
      case V8, V9 -> RuleSet.A8;
      case V10 -> RuleSet.A10;
      case V11 -> RuleSet.A11;
      case V12 -> RuleSet.A12;
    };
  }
}
