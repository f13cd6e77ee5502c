package dev.roomstate.version;

/**
 * The lists of authorization rules that room versions have; a rule's number depends on its list.
 */
public enum RuleList {
  /** Room versions 1 and 2. */
  V1,
  /** Room versions 3 to 5: without the redaction rule. */
  V3,
  /** Room version 6: without the aliases rule. */
  V6,
  /** Room version 7: with knocking. */
  V7,
  /** Room versions 8 and 9: with restricted joins. */
  V8,
  /** Room version 10: with integer power levels. */
  V10,
  /** Room version 11: without {@code creator}. */
  V11,
  /** Room version 12: with privileged creators. */
  V12
}
