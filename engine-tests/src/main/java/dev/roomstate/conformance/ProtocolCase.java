package dev.roomstate.conformance;

import dev.roomstate.json.JsonParser;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A case of the judging protocol: events of one room in the order in which they are received, and
 * what is asked about them.
 *
 * @param name the case's name
 * @param roomVersion the room version
 * @param events the events
 * @param keys verify keys in base64, by server name and key id; none: signatures are not checked
 * @param checks questions about single events
 * @param resolve state sets to resolve; none: nothing is to be resolved
 * @param softFail whether events are judged against the current state too
 */
public record ProtocolCase(
    String name,
    String roomVersion,
    List<Entry> events,
    Option<Map<String, Map<String, String>>> keys,
    List<CheckRequest> checks,
    Option<List<List<String>>> resolve,
    boolean softFail) {

  /**
   * An event as it is received.
   *
   * @param trustedId its id, where it is to be believed
   * @param pdu its JSON text
   * @param outlier whether it comes without its history
   * @param state the ids of the state before it, where that is told
   */
  public record Entry(
      Option<String> trustedId, String pdu, boolean outlier, Option<List<String>> state) {

    /** This event, coming without its history. */
    public Entry asOutlier() {
      return new Entry(trustedId, pdu, true, Option.none());
    }

    /** This event with the state before it. */
    public Entry withState(List<String> ids) {
      return new Entry(trustedId, pdu, false, Option.some(ids));
    }

    private Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      trustedId.forEach(id -> members.put("event_id", id));
      byte[] bytes = pdu.getBytes(StandardCharsets.UTF_8);
      if (JsonParser.parse(bytes).isRight()) {
        members.put("pdu", new JsonTree.Raw(pdu));
      } else {
        // It would make the whole line no JSON.
        members.put("pdu_base64", Base64.getEncoder().encodeToString(bytes));
      }
      if (outlier) {
        members.put("outlier", true);
      }
      state.forEach(ids -> members.put("state", ids));
      return members;
    }
  }

  /**
   * Asks for the state-dependent rules for one event against exactly this state.
   *
   * @param event the event's id
   * @param state the ids of the state events
   */
  public record CheckRequest(String event, List<String> state) {}

  /** A case of events alone, without signatures. */
  public static ProtocolCase of(String name, String roomVersion, List<Entry> events) {
    return new ProtocolCase(
        name, roomVersion, List.copyOf(events), Option.none(), List.of(), Option.none(), false);
  }

  /** This case with other events. */
  public ProtocolCase withEvents(List<Entry> changed) {
    return new ProtocolCase(
        name, roomVersion, List.copyOf(changed), keys, checks, resolve, softFail);
  }

  /** This case with keys. */
  public ProtocolCase withKeys(Map<String, Map<String, String>> known) {
    return new ProtocolCase(
        name, roomVersion, events, Option.some(new TreeMap<>(known)), checks, resolve, softFail);
  }

  /** This case with or without the check against the current state. */
  public ProtocolCase withSoftFail(boolean changed) {
    return new ProtocolCase(name, roomVersion, events, keys, checks, resolve, changed);
  }

  /** This case with one more question about an event. */
  public ProtocolCase withCheck(String event, List<String> state) {
    List<CheckRequest> more = new ArrayList<>(checks);
    more.add(new CheckRequest(event, state));
    return new ProtocolCase(name, roomVersion, events, keys, List.copyOf(more), resolve, softFail);
  }

  /** This case with state sets to resolve. */
  public ProtocolCase withResolve(List<List<String>> sets) {
    return new ProtocolCase(name, roomVersion, events, keys, checks, Option.some(sets), softFail);
  }

  /** The case as the protocol's line, without its line end. */
  public String toLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("case", name);
    line.put("room_version", roomVersion);
    line.put("events", events.stream().map(Entry::members).toList());
    keys.forEach(known -> line.put("keys", keyMembers(known)));
    if (!checks.isEmpty()) {
      List<Object> asked = new ArrayList<>();
      checks.forEach(c -> asked.add(JsonTree.object("event", c.event(), "state", c.state())));
      line.put("checks", asked);
    }
    resolve.forEach(sets -> line.put("resolve", sets));
    if (softFail) {
      line.put("soft_fail", true);
    }
    return JsonTree.write(line);
  }

  private static Map<String, Object> keyMembers(Map<String, Map<String, String>> known) {
    Map<String, Object> servers = new LinkedHashMap<>();
    known.forEach(
        (server, byId) -> {
          Map<String, Object> members = new LinkedHashMap<>();
          byId.forEach((id, key) -> members.put(id, JsonTree.object("key", key)));
          servers.put(server, members);
        });
    return servers;
  }
}
