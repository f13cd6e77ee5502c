package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.NamedLevel;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.event.EventFacts;
import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import dev.roomstate.version.AuthRule;
import io.vavr.control.Option;

/** Rule 11 of room versions 1 and 2: who may redact. */
final class RedactionRules {
  private RedactionRules() {}

  static Verdict check(EventFacts event, PowerLevel sender, PowerLevels levels) {
    // "If the sender's power level is greater than or equal to the redact level, allow."
    PowerLevel redact = levels.level(NamedLevel.REDACT);
    if (sender.atLeast(redact)) {
      return allow(AuthRule.REDACTION_LEVEL); // v1: 11.1
    }
    // "If the domain of the event_id of the event being redacted is the same as the domain of the
    // event_id of the m.room.redaction, allow."
    Option<String> target = event.redacts().filter(IdGrammar::fits);
    String domain = target.map(id -> new EventId(id).domain()).getOrElse("");
    // What has to read a level that is none is rejected: the first sentence has no answer then.
    boolean readable = sender.isReadable() && redact.isReadable();
    if (readable && !domain.isEmpty() && domain.equals(event.id().domain())) {
      return allow(AuthRule.REDACTION_SAME_DOMAIN); // v1: 11.2
    }
    // "Otherwise, reject."
    return reject(
        AuthRule.REDACTION_NOT_ALLOWED,
        () ->
            Sentences.below("the sender", sender, "the redact level", redact)
                + ", and the redacted event is not of the domain `"
                + event.id().domain()
                + "`",
        levels.source()); // v1: 11.3
  }
}
