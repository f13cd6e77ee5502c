package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Answers cases of the judging protocol by the definitions of the specification. It keeps nothing
 * between cases.
 */
public final class DefinitionalModel {
  private final StateResolutionReading reading;

  /** Reads state resolution as the servers of the network do. */
  public DefinitionalModel() {
    this(StateResolutionReading.NETWORK);
  }

  public DefinitionalModel(StateResolutionReading reading) {
    this.reading = reading;
  }

  /**
   * Answers one line of the protocol.
   *
   * @param line the line without its line end
   * @return the answer, as JSON on one line
   */
  public String judge(byte[] line) {
    try {
      return judge(JsonReader.utf8Text(line));
    } catch (JsonFault fault) {
      return error(JsonNull.NULL, fault.getMessage());
    }
  }

  /** As {@link #judge(byte[])}, for a line that is text already. */
  public String judge(String line) {
    Map<String, Object> members;
    try {
      JsonReader.requireUnicode(line);
      members =
          Json.object(JsonReader.readLine(line))
              .getOrElseThrow(() -> new JsonFault("the line is no object"));
    } catch (JsonFault fault) {
      return error(JsonNull.NULL, fault.getMessage());
    }
    if (!members.containsKey("case")) {
      return error(JsonNull.NULL, "`case` is missing");
    }
    Object name = members.get("case");
    try {
      return CanonicalJson.text(new Answer(name, CaseReader.read(members)).give());
    } catch (UnjudgeableCase unjudgeable) {
      return error(name, unjudgeable.getMessage());
    }
  }

  private static String error(Object name, String message) {
    return CanonicalJson.text(Map.of("case", name, "error", message));
  }

  /** The answer to one case. */
  private final class Answer {
    private final Object name;
    private final Case asked;
    private final Receipt receipt;
    private final StateListing listing = new StateListing();

    Answer(Object name, Case asked) {
      this.name = name;
      this.asked = asked;
      this.receipt = new Receipt(asked.version(), asked.keys(), asked.softFail(), reading);
    }

    Map<String, Object> give() throws UnjudgeableCase {
      List<Receipt.Received> received = new ArrayList<>();
      for (Case.Entry entry : asked.entries()) {
        received.add(receipt.receive(entry));
      }
      for (int i = 0; i < received.size(); i++) {
        if (received.get(i).arrival().isDefined()) {
          for (List<String> state : asked.entries().get(i).state()) {
            requireOnePerKey(state);
          }
        }
      }
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("case", name);
      answer.put("events", received.stream().<Object>map(this::event).toList());
      if (!asked.checks().isEmpty()) {
        answer.put("checks", checks());
      }
      for (List<List<String>> states : asked.resolve()) {
        answer.put("resolved", resolved(states));
      }
      if (!asked.stateAt().isEmpty()) {
        answer.put("states", states());
      }
      return answer;
    }

    private Map<String, Object> event(Receipt.Received received) {
      return received.dropped().isDefined()
          ? dropped(received.dropped().get())
          : arrived(received.arrival().get());
    }

    private Map<String, Object> dropped(Receipt.Dropped dropped) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("event_id", orNull(dropped.id()));
      answer.put("outcome", "dropped");
      answer.put("check", lowerCase(dropped.check()));
      answer.put("rule", JsonNull.NULL);
      answer.put("rule_number", JsonNull.NULL);
      answer.put("reason", dropped.reason());
      answer.put("hash", JsonNull.NULL);
      answer.put("state_before", JsonNull.NULL);
      answer.put("state_after", JsonNull.NULL);
      return answer;
    }

    private Map<String, Object> arrived(Arrival arrival) {
      Map<String, Object> answer = new LinkedHashMap<>();
      Option<Judgement> judgement = arrival.judgement();
      answer.put("event_id", arrival.event().id());
      answer.put(
          "outcome",
          judgement.map(Judgement::outcome).map(Answer::lowerCase).getOrElse("deferred"));
      answer.put("check", orNull(judgement.flatMap(Judgement::check).map(Answer::lowerCase)));
      putVerdict(answer, judgement.map(Judgement::verdict).getOrElse(Verdict.ALLOW));
      answer.put("hash", lowerCase(arrival.hash()));
      Option<Judgement.States> states = arrival.states();
      answer.put("state_before", orNull(states.map(s -> listing.hash(s.before()))));
      answer.put("state_after", orNull(states.map(s -> listing.hash(s.after()))));
      if (judgement.isEmpty()) {
        List<Object> missing = new ArrayList<>();
        receipt.missing(arrival).stream().sorted(CodePoints.ORDER).forEach(missing::add);
        answer.put("missing", missing);
      }
      return answer;
    }

    private void putVerdict(Map<String, Object> answer, Verdict verdict) {
      answer.put("rule", orNull(verdict.rule().map(Rule::name)));
      answer.put(
          "rule_number", orNull(verdict.rule().flatMap(rule -> rule.number(asked.version()))));
      answer.put("reason", verdict.allowed() ? JsonNull.NULL : verdict.reason());
    }

    private List<Object> checks() throws UnjudgeableCase {
      List<Object> answers = new ArrayList<>();
      for (Case.CheckRequest request : asked.checks()) {
        Event event = require(request.event());
        requireAll(request.state());
        Verdict verdict = receipt.check(event, receipt.keyed(request.state()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("event", request.event());
        answer.put("allowed", verdict.allowed());
        putVerdict(answer, verdict);
        answers.add(answer);
      }
      return answers;
    }

    private List<Object> resolved(List<List<String>> sets) throws UnjudgeableCase {
      List<Map<StateKey, String>> states = new ArrayList<>();
      for (List<String> ids : sets) {
        requireAll(ids);
        states.add(receipt.keyed(ids));
      }
      return StateListing.entries(receipt.resolution().resolve(states));
    }

    private Map<String, Object> states() throws UnjudgeableCase {
      Map<String, Object> answer = new LinkedHashMap<>();
      for (String id : asked.stateAt()) {
        require(id);
        Option<List<Object>> entries =
            receipt.arrivals().states(id).map(s -> StateListing.entries(s.after()));
        answer.put(id, orNull(entries));
      }
      return answer;
    }

    /** "An id [...] that no undropped event of the case has makes the whole case an `error`". */
    private Event require(String id) throws UnjudgeableCase {
      return receipt
          .arrivals()
          .find(id)
          .getOrElseThrow(() -> new UnjudgeableCase("no event of the case is `" + id + "`"));
    }

    private void requireAll(List<String> ids) throws UnjudgeableCase {
      for (String id : ids) {
        require(id);
      }
      requireOnePerKey(ids);
    }

    /** "so does one [...] that is no state event, or two of one key". */
    private void requireOnePerKey(List<String> ids) throws UnjudgeableCase {
      Set<StateKey> keys = new HashSet<>();
      for (String id : ids) {
        for (Event event : receipt.arrivals().find(id)) {
          StateKey key =
              event
                  .stateKey()
                  .getOrElseThrow(() -> new UnjudgeableCase("`" + id + "` is no state event"));
          if (!keys.add(key)) {
            throw new UnjudgeableCase("two events of a state have the key " + key);
          }
        }
      }
    }

    private static String lowerCase(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Object orNull(Option<?> value) {
      return value.isDefined() ? value.get() : JsonNull.NULL;
    }
  }
}
