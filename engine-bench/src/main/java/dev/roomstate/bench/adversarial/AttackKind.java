package dev.roomstate.bench.adversarial;

import java.util.function.IntFunction;

/** The attacks that are measured, each at its full size and at a quarter of it. */
enum AttackKind {
  /** Power levels change one after the other; then a fork of ten conflicts is merged. */
  DEEP_AUTH_CHAIN(
      "power-level changes in a row, then a fork with 10 + 10 conflicts",
      100_000,
      Forks::deepChain),
  /** Two sides of a fork that each change the power levels again and again. */
  POWER_LEVELS_ON_BOTH_SIDES(
      "power-level changes on each side of one fork, merged",
      20_000,
      Forks::powerLevelsOnBothSides),
  /** One fork with thousands of conflicts. */
  MANY_CONFLICTS("conflicts on each side of one fork, merged", 5_000, Forks::manyConflicts),
  /** 20 forks of many keys each, merged at once, ten times. */
  WIDE_MERGE("keys changed on each of 20 forks merged at once, 10 times", 100, Forks::wideMerge),
  /** Messages that all merge the same two sides. */
  SAME_MERGE(
      "messages that merge the same two sides of 1,000 conflicts each", 4_000, Forks::sameMerge),
  /** Forks that change one key each and are never merged, with check 6. */
  UNMERGED_STATE("forks that change one key each, never merged, check 6", 8_000, Forks::unmerged),
  /** Two sides that change the power levels in turns, so that check 6 needs them each time. */
  POWER_LEVELS_IN_TURNS(
      "power-level changes in turns on two sides of a fork, check 6",
      8_000,
      Forks::powerLevelsInTurns),
  /** Forks that change the profile of one member each, never merged. */
  UNMERGED_PROFILES(
      "forks that change the profile of one member, never merged, check 6",
      8_000,
      Forks::unmergedProfiles),
  /** Forks that change one key each, without check 6. */
  UNMERGED_STATE_NO_CHECK_6(
      "forks that change one key each, never merged, without check 6",
      10_000,
      size -> Forks.withoutCheck6(Forks.unmerged(size))),
  /** Forks of one message each that are never merged. */
  UNMERGED_MESSAGES(
      "forks of one message each, never merged, check 6", 10_000, Forks::unmergedMessages),
  /** Forks over the same key, never merged. */
  UNMERGED_SAME_KEY(
      "forks that change the same key, never merged, check 6", 8_000, Forks::unmergedSameKey),
  /** Many old state events by one sender, then forks. */
  OLD_CITATIONS("old state events of one sender, then 200 forks merged", 100_000, Forks::citations),
  /** Soft-failed events in a row, then an accepted one after them. */
  SOFT_FAILED_CHAIN(
      "soft-failed events in a row, then an accepted one", 100_000, Chains::softFailed),
  /** Rejected events in a row, then an accepted one after them. */
  REJECTED_CHAIN("rejected events in a row, then an accepted one", 100_000, Chains::rejected),
  /** Events that wait for each other and come newest first. */
  REVERSED_CHAIN("events in a row, received newest first", 50_000, Chains::reversed),
  /** Events that all wait for the same one. */
  WAITING_FOR_ONE("events that wait for one event", 50_000, Chains::waitingForOne),
  /** Power levels as large as a PDU, changed again and again. */
  LARGE_POWER_LEVELS("changes of power levels of 1,650 users", 400, Chains::largePowerLevels),
  /** A PDU of floats. */
  FLOATS("bytes of floats in a PDU, version 5, 20 times", 60_000, Pdus::floats),
  /** A PDU with one long integer. */
  LONG_INTEGER("digits of one integer, version 5, 20 times", 60_000, Pdus::longInteger),
  /** A PDU with one long power level. */
  LONG_LEVEL("digits of one power level, version 5, 20 times", 60_000, Pdus::longLevel),
  /** A PDU of keys. */
  MANY_KEYS("keys in a PDU, worst order, 20 times", 6_500, Pdus::manyKeys),
  /** A PDU of escapes. */
  ESCAPES("escapes \\u0000 in a PDU, 20 times", 10_000, Pdus::escapes),
  /** A PDU of nested arrays. */
  NESTING("nested arrays, 20 times", 490, Pdus::nesting),
  /** Third-party invites that are hard to refute. */
  THIRD_PARTY_INVITE(
      "keys of a third-party invite × as many signatures, 5 times",
      256,
      size -> Invites.attack(size, "best")),
  /** The same by the JDK's Ed25519. */
  THIRD_PARTY_INVITE_JDK("the same by the JDK's Ed25519", 256, size -> Invites.attack(size, "jdk")),
  /** Third-party invites in conflict. */
  THIRD_PARTY_CONFLICT(
      "conflicting third-party invites of 512 pairs, merged",
      64,
      size -> Invites.conflict(size, "best"));

  private final String description;
  private final int size;
  private final IntFunction<Attack> attack;

  AttackKind(String description, int size, IntFunction<Attack> attack) {
    this.description = description;
    this.size = size;
    this.attack = attack;
  }

  /** What the size counts. */
  String description() {
    return description;
  }

  /** The full size. */
  int size() {
    return size;
  }

  /** The attack of this size. */
  Attack attack(int ofSize) {
    return attack.apply(ofSize);
  }
}
