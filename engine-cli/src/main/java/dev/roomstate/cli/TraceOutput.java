package dev.roomstate.cli;

import dev.roomstate.auth.Verdict;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.resolution.ResolutionTrace;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Listens to a resolution, and tells what was in conflict and how each event was checked. */
final class TraceOutput implements ResolutionTrace {
  private final RoomVersion version;
  private final List<Checked> steps = new ArrayList<>();

  TraceOutput(RoomVersion version) {
    this.version = version;
  }

  private record Checked(Phase phase, GraphEvent event, Verdict verdict) {}

  @Override
  public void checked(Phase phase, GraphEvent event, Verdict verdict) {
    steps.add(new Checked(phase, event, verdict));
  }

  private static String label(Phase phase) {
    return switch (phase) {
      case POWER_EVENTS -> "power_events";
      case MAINLINE -> "mainline";
      case FIRST_ALGORITHM -> "first_algorithm";
    };
  }

  /** The keys in conflict, and the event that each state has there, null where it has none. */
  private static Map<StateKey, List<EventId>> conflicts(CaseEvents.Resolution resolution) {
    Map<StateKey, List<EventId>> conflicts = new TreeMap<>();
    List<StateMap> states = resolution.states();
    for (int i = 1; i < states.size(); i++) {
      states
          .get(0)
          .difference(
              states.get(i),
              (key, first, other) ->
                  conflicts.computeIfAbsent(
                      resolution.graph().keys().key(key), absent -> ofKey(key, resolution)));
    }
    return conflicts;
  }

  private static List<EventId> ofKey(int key, CaseEvents.Resolution resolution) {
    List<EventId> ids = new ArrayList<>();
    for (StateMap state : resolution.states()) {
      int event = state.get(key);
      ids.add(event == StateMap.ABSENT ? null : resolution.graph().event(event).id());
    }
    return ids;
  }

  /** Prints it for people. */
  void print(CaseEvents.Resolution resolution, TextOutput out, Palette palette) {
    Map<StateKey, List<EventId>> conflicts = conflicts(resolution);
    out.line(palette.bold("in conflict: ") + counted(conflicts.size(), "key", "keys"));
    conflicts.forEach(
        (key, ids) -> {
          out.line("  " + Printable.of(key.toString()));
          for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i) == null ? "–" : Printable.of(ids.get(i).value());
            out.line("    state " + (i + 1) + ": " + id);
          }
        });
    out.line("");
    out.line(palette.bold("checked, in this order: ") + counted(steps.size(), "event", "events"));
    if (!steps.isEmpty()) {
      TextTable table = new TextTable("phase", "event", "type", "sender", "says", "why");
      for (Checked step : steps) {
        EventFacts facts = step.event().facts();
        Verdict verdict = step.verdict();
        table.row(
            label(step.phase()).replace('_', ' '),
            step.event().id().value(),
            facts.key().get().toString(),
            facts.sender().value(),
            verdict.isAllowed() ? "yes" : "no",
            RuleText.of(verdict, version));
      }
      table.print(out, palette);
    }
    out.line("");
    out.line(palette.bold("resolved state:"));
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Writes it, and the resolved state, as one object. */
  void json(CaseEvents.Resolution resolution, Terminal terminal) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    JsonGenerator json = writer.json();
    json.writeStartObject();
    json.writeArrayPropertyStart("conflicted");
    conflicts(resolution)
        .forEach(
            (key, ids) -> {
              json.writeStartObject();
              writer.string("type", key.type());
              writer.string("state_key", key.stateKey());
              json.writeArrayPropertyStart("events");
              ids.forEach(id -> json.writeString(id == null ? null : id.value()));
              json.writeEndArray();
              json.writeEndObject();
            });
    json.writeEndArray();
    json.writeArrayPropertyStart("checked");
    for (Checked step : steps) {
      json.writeStartObject();
      writer.string("phase", label(step.phase()));
      writer.string("event_id", step.event().id().value());
      json.writeBooleanProperty("allowed", step.verdict().isAllowed());
      writer.rule(step.verdict().rule(), version);
      writer.string("reason", step.verdict().isAllowed() ? null : step.verdict().reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("resolved");
    writer.state(resolution.resolved().entries());
    json.writeEndObject();
    writer.endLine();
    writer.flush();
  }
}
