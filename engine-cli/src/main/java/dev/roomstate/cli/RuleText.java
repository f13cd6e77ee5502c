package dev.roomstate.cli;

import dev.roomstate.auth.Verdict;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;

/** Names rules to people. */
final class RuleText {
  private RuleText() {}

  /** The rule and its number in the list of this version, where it has one. */
  static String of(AuthRule rule, RoomVersion version) {
    return rule.number(version.rules().ruleList())
        .map(number -> "rule " + number + " " + rule.name())
        .getOrElse(rule::name);
  }

  /** The rule that decided, and why where it says no. */
  static String of(Verdict verdict, RoomVersion version) {
    String rule = of(verdict.rule(), version);
    return verdict.isAllowed() ? rule : rule + ": " + verdict.reason();
  }
}
