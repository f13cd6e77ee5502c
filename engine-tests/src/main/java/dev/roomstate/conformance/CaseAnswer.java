package dev.roomstate.conformance;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a case of the judging protocol.
 *
 * @param events one answer for each event of the case
 * @param checks one answer for each question about an event
 * @param resolved the resolved state: type, state key and event id of each entry, sorted
 * @param error why the case cannot be judged; then the rest is empty
 */
public record CaseAnswer(
    List<EventAnswer> events,
    List<CheckAnswer> checks,
    List<List<String>> resolved,
    Option<String> error) {

  /**
   * What became of an event.
   *
   * @param eventId its id; null if it has no valid format
   * @param outcome {@code accepted}, {@code soft_failed}, {@code rejected}, {@code dropped} or
   *     {@code deferred}
   * @param check the check that said no, or null
   * @param rule the rule that it said no by, or null
   * @param ruleNumber the rule's number in the room version's list, or null
   * @param hash what came of the content hash, or null
   * @param stateBefore the hash of the state before it, or null
   * @param stateAfter the hash of the state after it, or null
   * @param missing what it waits for
   */
  public record EventAnswer(
      String eventId,
      String outcome,
      String check,
      String rule,
      String ruleNumber,
      String hash,
      String stateBefore,
      String stateAfter,
      List<String> missing) {

    /** Whether the event went into the room, soft-failed or not. */
    public boolean isAllowed() {
      return outcome.equals("accepted") || outcome.equals("soft_failed");
    }

    /** Outcome, check and rule, for people. */
    public String verdict() {
      String why = check == null ? "" : " (" + check + (rule == null ? "" : ": " + rule) + ")";
      return outcome + why + (missing.isEmpty() ? "" : " waiting for " + missing);
    }
  }

  /**
   * What the rules say of an event against a state.
   *
   * @param allowed whether they allow it
   * @param rule the rule that rejects it, or null
   */
  public record CheckAnswer(boolean allowed, String rule) {}

  /** An answer that says why there is none. */
  public static CaseAnswer failed(String error) {
    return new CaseAnswer(List.of(), List.of(), List.of(), Option.some(error));
  }

  /** The answer for the event of this id, the last one where it came more than once. */
  public Option<EventAnswer> find(String id) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (id.equals(events.get(i).eventId())) {
        return Option.some(events.get(i));
      }
    }
    return Option.none();
  }

  /** The answer for the event of this id, which must have been judged. */
  public EventAnswer event(String id) {
    return find(id).getOrElseThrow(() -> new AssertionError("no answer for " + id));
  }

  /** In what another answer differs from this one; empty where they agree. */
  public List<String> differences(CaseAnswer other) {
    List<String> differences = new ArrayList<>();
    if (!error.equals(other.error)) {
      differences.add("error: " + error + " / " + other.error);
    }
    for (int i = 0; i < Math.max(events.size(), other.events.size()); i++) {
      Object mine = i < events.size() ? events.get(i) : "no event";
      Object theirs = i < other.events.size() ? other.events.get(i) : "no event";
      if (!mine.equals(theirs)) {
        differences.add("event " + i + ": " + mine + "\n    / " + theirs);
      }
    }
    if (!checks.equals(other.checks)) {
      differences.add("checks: " + checks + "\n    / " + other.checks);
    }
    if (!resolved.equals(other.resolved)) {
      differences.add("resolved: " + resolved + "\n    / " + other.resolved);
    }
    return differences;
  }
}
