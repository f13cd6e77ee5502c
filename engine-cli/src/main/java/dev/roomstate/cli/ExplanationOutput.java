package dev.roomstate.cli;

import dev.roomstate.auth.AuthSlot;
import dev.roomstate.auth.Verdict;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.HashStatus;
import dev.roomstate.id.EventId;
import dev.roomstate.room.Rejection;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Prints why an event has come to its outcome. */
final class ExplanationOutput {
  private final RoomVersion version;
  private final WhyCommand.Subject subject;

  /** Null where checks 4 to 6 were not made. */
  private final Explanation explanation;

  /** None where that is not known. */
  private final Option<Boolean> signaturesChecked;

  ExplanationOutput(
      RoomVersion version,
      WhyCommand.Subject subject,
      Explanation explanation,
      Option<Boolean> signaturesChecked) {
    this.version = version;
    this.subject = subject;
    this.explanation = explanation;
    this.signaturesChecked = signaturesChecked;
  }

  /** Prints it for people. */
  void print(Terminal terminal, Palette palette) {
    TextOutput out = new TextOutput(terminal.out());
    EventAnswer answer = subject.answer();
    EventSummary summary = subject.summary();
    String id = answer.eventId() == null ? "an event without an id" : answer.eventId().value();
    boolean hasStateKey = summary.stateKey() != null && !summary.stateKey().isEmpty();
    out.line(palette.bold(Printable.of(id)));
    out.line(
        Printable.of(
            (summary.type() == null ? "an unreadable event" : summary.type())
                + (hasStateKey ? ", state key `" + summary.stateKey() + "`" : "")
                + (summary.sender() == null ? "" : ", sent by " + summary.sender())
                + ", "
                + subject.where()));
    out.line("");
    out.line(headline(palette));
    lookedAt(out);
    out.line("");
    checks(out, palette);
    out.line("");
    if (explanation != null) {
      used(out, palette);
    }
    state(out, "state before", answer.stateBefore());
    state(out, "state after ", answer.stateAfter());
    out.flush();
  }

  private String headline(Palette palette) {
    EventAnswer answer = subject.answer();
    String outcome = palette.outcome(answer.outcome(), answer.outcome().label().replace('_', ' '));
    if (answer.rule() != null) {
      return outcome
          + " by "
          + RuleText.of(answer.rule(), version)
          + " (room version "
          + version
          + "): "
          + Printable.of(answer.reason());
    }
    if (answer.missing() != null) {
      return outcome
          + ": it waits for "
          + answer.missing().map(id -> Printable.of(id.value())).mkString(", ")
          + (answer.reason() == null ? "" : "; " + answer.reason());
    }
    if (answer.reason() != null) {
      return outcome + ": " + Printable.of(answer.reason());
    }
    return outcome + (subject.outlier() ? " as an outlier: it has no state" : "");
  }

  /** The events that the sentence of the rule is about. */
  private void lookedAt(TextOutput out) {
    if (explanation == null || explanation.entry().rejection().isEmpty()) {
      return;
    }
    Map<EventId, EventFacts> facts = new LinkedHashMap<>();
    for (Explanation.Asked asked : explanation.checks()) {
      asked.used().forEach(used -> facts.put(used.event().id(), used.event()));
    }
    Rejection rejection = explanation.entry().rejection().get();
    for (EventId id : rejection.lookedAt()) {
      EventFacts event = facts.get(id);
      String what = event == null ? "" : " (" + event.key().get() + ", by " + event.sender() + ")";
      out.line("  from " + Printable.of(id.value() + what));
    }
  }

  private void checks(TextOutput out, Palette palette) {
    TextTable table = new TextTable("check", "says", "by");
    EventAnswer answer = subject.answer();
    boolean dropped = answer.outcome() == EventOutcome.DROPPED;
    boolean badFormat = dropped && answer.check() == Check.FORMAT;
    table.row("1 format", badFormat ? "no" : "yes", badFormat ? answer.reason() : "");
    if (!badFormat) {
      boolean badSignature = dropped && answer.check() == Check.SIGNATURE;
      boolean checked = signaturesChecked.getOrElse(false);
      String unchecked =
          signaturesChecked.isEmpty() ? "the log does not tell" : "not checked: no --keys";
      table.row(
          "2 signature",
          badSignature ? "no" : checked ? "yes" : "–",
          badSignature ? answer.reason() : checked ? "" : unchecked);
    }
    if (answer.hash() != null) {
      table.row("3 hash", answer.hash().label(), hashText(answer.hash()));
    }
    if (explanation != null) {
      for (Explanation.Asked asked : explanation.checks()) {
        Verdict verdict = asked.verdict();
        table.row(
            number(asked.check()) + " " + asked.check().label(),
            verdict.isAllowed() ? "yes" : "no",
            RuleText.of(verdict, version));
      }
    }
    table.print(out, palette);
  }

  private static String hashText(HashStatus hash) {
    return switch (hash) {
      case OK -> "";
      case REDACTED -> "the content hash is wrong: the redacted event was judged";
      case TRUSTED -> "not checked: the id was trusted";
    };
  }

  /** The number that the specification gives to a check on receipt. */
  private static int number(Check check) {
    return switch (check) {
      case FORMAT -> 1;
      case SIGNATURE -> 2;
      case AUTH_EVENTS -> 4;
      case STATE_BEFORE -> 5;
      case CURRENT_STATE -> 6;
    };
  }

  /** The events that the checks could look at; most are the same in all of them. */
  private void used(TextOutput out, Palette palette) {
    Map<Explanation.Used, String> checks = new LinkedHashMap<>();
    for (Explanation.Asked asked : explanation.checks()) {
      for (Explanation.Used used : asked.used()) {
        checks.merge(
            used, String.valueOf(number(asked.check())), (first, next) -> first + " " + next);
      }
    }
    TextTable table =
        new TextTable("looked at", "by check", "event", "type", "state key", "sender");
    checks.forEach(
        (used, numbers) ->
            table.row(
                label(used.slot()).replace('_', ' '),
                numbers,
                used.event().id().value(),
                used.event().type(),
                used.event().stateKey().getOrNull(),
                used.event().sender().value()));
    if (!table.isEmpty()) {
      table.print(out, palette);
      out.line("");
    }
  }

  private static String label(AuthSlot slot) {
    return slot.name().toLowerCase(Locale.ROOT);
  }

  private static void state(TextOutput out, String what, String hash) {
    if (hash != null) {
      out.line(what + "  " + hash);
    }
  }

  /** Writes it as one object. */
  void json(Terminal terminal) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    JsonGenerator json = writer.json();
    EventSummary summary = subject.summary();
    json.writeStartObject();
    writer.eventMembers(subject.answer(), version);
    json.writeNumberProperty("number", subject.number());
    writer.string("room_version", version.id());
    writer.string("type", summary.type());
    writer.string("state_key", summary.stateKey());
    writer.string("sender", summary.sender());
    json.writeBooleanProperty("outlier", subject.outlier());
    if (signaturesChecked.isEmpty()) {
      json.writeNullProperty("signatures_checked");
    } else {
      json.writeBooleanProperty("signatures_checked", signaturesChecked.get());
    }
    json.writeArrayPropertyStart("looked_at");
    if (explanation != null) {
      explanation
          .entry()
          .rejection()
          .forEach(rejection -> rejection.lookedAt().forEach(id -> json.writeString(id.value())));
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("checks");
    if (explanation != null) {
      explanation.checks().forEach(asked -> asked(asked, writer));
    }
    json.writeEndArray();
    json.writeEndObject();
    writer.endLine();
    writer.flush();
  }

  private void asked(Explanation.Asked asked, AnswerWriter writer) {
    JsonGenerator json = writer.json();
    Verdict verdict = asked.verdict();
    json.writeStartObject();
    writer.string("check", asked.check().label());
    json.writeBooleanProperty("allowed", verdict.isAllowed());
    writer.rule(verdict.rule(), version);
    writer.string("reason", verdict.isAllowed() ? null : verdict.reason());
    json.writeArrayPropertyStart("events");
    for (Explanation.Used used : asked.used()) {
      json.writeStartObject();
      writer.string("as", label(used.slot()));
      writer.string("event_id", used.event().id().value());
      writer.string("type", used.event().type());
      writer.string("state_key", used.event().stateKey().getOrNull());
      writer.string("sender", used.event().sender().value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
