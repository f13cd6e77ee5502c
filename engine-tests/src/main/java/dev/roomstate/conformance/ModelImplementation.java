package dev.roomstate.conformance;

import dev.roomstate.conformance.CaseAnswer.CheckAnswer;
import dev.roomstate.conformance.CaseAnswer.EventAnswer;
import dev.roomstate.conformance.model.DefinitionalModel;
import dev.roomstate.conformance.model.StateResolutionReading;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The definitional model, asked by the protocol's lines. */
public final class ModelImplementation implements RoomImplementation {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DefinitionalModel model;

  /** The model that reads state resolution as servers do. */
  public ModelImplementation() {
    this(StateResolutionReading.NETWORK);
  }

  /** The model with this reading of state resolution. */
  public ModelImplementation(StateResolutionReading reading) {
    this.model = new DefinitionalModel(reading);
  }

  @Override
  public CaseAnswer judge(ProtocolCase asked) {
    return read(JSON.readTree(model.judge(asked.toLine())));
  }

  /** The answer that a line of the protocol is. */
  static CaseAnswer read(JsonNode line) {
    if (line.has("error")) {
      return CaseAnswer.failed(line.get("error").asString());
    }
    List<EventAnswer> events = new ArrayList<>();
    for (JsonNode event : line.get("events")) {
      events.add(
          new EventAnswer(
              text(event, "event_id"),
              text(event, "outcome"),
              text(event, "check"),
              text(event, "rule"),
              text(event, "rule_number"),
              text(event, "hash"),
              text(event, "state_before"),
              text(event, "state_after"),
              texts(event.path("missing"))));
    }
    List<CheckAnswer> checks = new ArrayList<>();
    for (JsonNode check : line.path("checks")) {
      checks.add(new CheckAnswer(check.get("allowed").asBoolean(), text(check, "rule")));
    }
    List<List<String>> resolved = new ArrayList<>();
    for (JsonNode entry : line.path("resolved")) {
      resolved.add(texts(entry));
    }
    return new CaseAnswer(events, checks, resolved, Option.none());
  }

  private static String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    return value.isString() ? value.asString() : null;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asString()));
    return texts;
  }
}
