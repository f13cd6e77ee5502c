package dev.roomstate.cli;

import dev.roomstate.auth.Verdict;
import dev.roomstate.id.EventId;
import dev.roomstate.room.StateView;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.io.Flushable;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the answers of the judging protocol, one JSON value a line. */
final class AnswerWriter implements Flushable {
  private final JsonGenerator json;

  AnswerWriter(OutputStream out) {
    JsonFactory factory = JsonFactory.builder().rootValueSeparator((String) null).build();
    this.json = factory.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** The generator that the answers go through, for what else goes on the same lines. */
  JsonGenerator json() {
    return json;
  }

  @Override
  public void flush() {
    json.flush();
  }

  /** Ends the line of a value. */
  void endLine() {
    json.writeRaw('\n');
  }

  /** A line for a case that cannot be judged. */
  void error(String caseId, String error) {
    json.writeStartObject();
    caseId(caseId);
    string("error", error);
    json.writeEndObject();
    endLine();
  }

  /** A line for a case. */
  void answer(CaseAnswer answer) {
    RoomVersion version = answer.version();
    json.writeStartObject();
    caseId(answer.id());
    json.writeArrayPropertyStart("events");
    for (EventAnswer event : answer.events()) {
      event(event, version);
    }
    json.writeEndArray();
    for (List<CaseAnswer.Checked> checks : answer.checks()) {
      json.writeArrayPropertyStart("checks");
      for (CaseAnswer.Checked checked : checks) {
        checked(checked, version);
      }
      json.writeEndArray();
    }
    for (List<StateView.Entry> resolved : answer.resolved()) {
      json.writeName("resolved");
      state(resolved);
    }
    for (Map<EventId, Option<StateView>> states : answer.states()) {
      json.writeObjectPropertyStart("states");
      states.forEach(
          (event, state) -> {
            json.writeName(event.value());
            if (state.isDefined()) {
              state(state.get().entries());
            } else {
              json.writeNull();
            }
          });
      json.writeEndObject();
    }
    json.writeEndObject();
    endLine();
  }

  /** The id of a case as it was written, or null where it is not known. */
  private void caseId(String written) {
    json.writeName("case");
    json.writeRawValue(written == null ? "null" : written);
  }

  private void checked(CaseAnswer.Checked checked, RoomVersion version) {
    Verdict verdict = checked.verdict();
    boolean allowed = verdict.isAllowed();
    json.writeStartObject();
    string("event", checked.event().value());
    json.writeBooleanProperty("allowed", allowed);
    rule(allowed ? null : verdict.rule(), version);
    string("reason", allowed ? null : verdict.reason());
    json.writeEndObject();
  }

  /** A value for an event. */
  void event(EventAnswer answer, RoomVersion version) {
    json.writeStartObject();
    eventMembers(answer, version);
    json.writeEndObject();
  }

  /** The members of the value for an event, into an object that is begun. */
  void eventMembers(EventAnswer answer, RoomVersion version) {
    string("event_id", answer.eventId() == null ? null : answer.eventId().value());
    string("outcome", answer.outcome().label());
    string("check", answer.check() == null ? null : answer.check().label());
    rule(answer.rule(), version);
    string("reason", answer.reason());
    string("hash", answer.hash() == null ? null : answer.hash().label());
    string("state_before", answer.stateBefore());
    string("state_after", answer.stateAfter());
    if (answer.missing() != null) {
      json.writeArrayPropertyStart("missing");
      answer.missing().forEach(id -> json.writeString(id.value()));
      json.writeEndArray();
    }
  }

  /** The rule and its number in the list of this version, null where there is none. */
  void rule(AuthRule rule, RoomVersion version) {
    string("rule", rule == null ? null : rule.name());
    string(
        "rule_number", rule == null ? null : rule.number(version.rules().ruleList()).getOrNull());
  }

  /** A value for a state: the list of its entries. */
  void state(List<StateView.Entry> entries) {
    json.writeStartArray();
    entries.forEach(this::stateEntry);
    json.writeEndArray();
  }

  /** A value for an entry of a state. */
  void stateEntry(StateView.Entry entry) {
    json.writeStartArray();
    json.writeString(entry.key().type());
    json.writeString(entry.key().stateKey());
    json.writeString(entry.event().value());
    json.writeEndArray();
  }

  /** A member with a string, or null. */
  void string(String name, String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }
}
