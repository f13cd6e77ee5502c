package dev.roomstate.conformance.model;

import io.vavr.control.Option;

/**
 * What the authorization rules say about an event.
 *
 * @param rule the rule that rejected it; none if it is allowed
 * @param reason a sentence for people
 */
record Verdict(Option<Rule> rule, String reason) {
  static final Verdict ALLOW = new Verdict(Option.none(), "");

  static Verdict reject(Rule rule, String reason) {
    return new Verdict(Option.some(rule), reason);
  }

  /** "Allow if and only if". */
  static Verdict allowIf(boolean allowed, Rule otherwise, String reason) {
    return allowed ? ALLOW : reject(otherwise, reason);
  }

  boolean allowed() {
    return rule.isEmpty();
  }
}
