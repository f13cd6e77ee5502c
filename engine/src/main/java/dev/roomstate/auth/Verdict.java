package dev.roomstate.auth;

import dev.roomstate.event.EventFacts;
import dev.roomstate.id.EventId;
import dev.roomstate.version.AuthRule;
import io.vavr.collection.Vector;
import java.util.function.Supplier;

/**
 * What the authorization rules say of an event against one state: the rule that decided, why, and
 * the events it looked at. Immutable; the sentence is only made when it is read.
 */
public final class Verdict {
  private static final Verdict[] ALLOWED = new Verdict[AuthRule.values().length];

  static {
    for (AuthRule rule : AuthRule.values()) {
      ALLOWED[rule.ordinal()] = new Verdict(rule, () -> "", Vector.empty());
    }
  }

  private final AuthRule rule;
  private final Supplier<String> reason;
  private final Vector<EventId> lookedAt;

  private Verdict(AuthRule rule, Supplier<String> reason, Vector<EventId> lookedAt) {
    this.rule = rule;
    this.reason = reason;
    this.lookedAt = lookedAt;
  }

  static Verdict allow(AuthRule rule) {
    assert rule.allows() : rule;
    return ALLOWED[rule.ordinal()];
  }

  static Verdict reject(AuthRule rule, Supplier<String> reason, EventFacts... lookedAt) {
    assert !rule.allows() : rule;
    Vector<EventId> ids = Vector.empty();
    for (EventFacts event : lookedAt) {
      if (event != null) {
        ids = ids.append(event.id());
      }
    }
    return new Verdict(rule, reason, ids);
  }

  /** Whether the event is allowed. */
  public boolean isAllowed() {
    return rule.allows();
  }

  /** The rule that decided. */
  public AuthRule rule() {
    return rule;
  }

  /** Why the event is rejected, as a sentence without a full stop; empty when it is allowed. */
  public String reason() {
    return reason.get();
  }

  /** The events that the deciding sentence was about, if it was about any but the judged one. */
  public Vector<EventId> lookedAt() {
    return lookedAt;
  }

  @Override
  public String toString() {
    return rule + (isAllowed() ? "" : ": " + reason());
  }
}
