package dev.roomstate.conformance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A case written by hand: events with trusted ids, each citing nothing unless told otherwise.
 * Members are given as JSON text.
 */
final class Written {
  static final String V12_CREATE = "$" + "C".repeat(43);
  static final String ALICE = "@alice:a.org";
  static final String BOB = "@bob:b.org";
  static final String CAROL = "@carol:c.org";

  private final int version;
  private final List<String> entries = new ArrayList<>();
  private final Map<String, String> members = new TreeMap<>();

  Written(int version) {
    this.version = version;
    members.put("case", "\"written\"");
    members.put("room_version", "\"" + version + "\"");
  }

  /** An event under construction. */
  final class Draft {
    private final String id;
    private final Map<String, String> pdu = new TreeMap<>();
    private final Map<String, String> beside = new TreeMap<>();

    private Draft(String id, String type, String sender, String content) {
      this.id = id;
      pdu.put("type", quote(type));
      pdu.put("sender", quote(sender));
      pdu.put("content", content);
      pdu.put("depth", "1");
      pdu.put("origin_server_ts", "1");
      pdu.put("auth_events", "[]");
      pdu.put("prev_events", "[]");
      if (version < 12) {
        pdu.put("room_id", "\"!r:a.org\"");
      } else if (!type.equals("m.room.create")) {
        pdu.put("room_id", quote("!" + V12_CREATE.substring(1)));
      }
    }

    Draft key(String stateKey) {
      return with("state_key", quote(stateKey));
    }

    Draft with(String name, String json) {
      pdu.put(name, json);
      return this;
    }

    Draft without(String name) {
      pdu.remove(name);
      return this;
    }

    Draft auth(String... ids) {
      return with("auth_events", references(ids));
    }

    Draft prev(String... ids) {
      return with("prev_events", references(ids));
    }

    Draft at(long ts) {
      return with("origin_server_ts", Long.toString(ts)).with("depth", Long.toString(ts));
    }

    Draft beside(String name, String json) {
      beside.put(name, json);
      return this;
    }

    /** Puts it after the events that are there, under its trusted id. */
    String add() {
      beside.put("event_id", quote(id));
      return addUntrusted();
    }

    /** Puts it there without an id. */
    String addUntrusted() {
      beside.put("pdu", object(pdu));
      entries.add(object(beside));
      return id;
    }
  }

  Draft event(String id, String type, String sender, String content) {
    return new Draft(id, type, sender, content);
  }

  String create() {
    String id = version < 12 ? "$create" : V12_CREATE;
    return event(id, "m.room.create", ALICE, "{\"creator\":\"" + ALICE + "\"}").key("").add();
  }

  String member(String sender, String target, String membership) {
    String id = "$" + membership + "-" + target + "-by-" + sender + "-" + entries.size();
    return event(id, "m.room.member", sender, "{\"membership\":\"" + membership + "\"}")
        .key(target)
        .add();
  }

  String joined(String user) {
    return member(user, user, "join");
  }

  String joinRules(String joinRule) {
    String id = "$rules-" + joinRule;
    return event(id, "m.room.join_rules", ALICE, "{\"join_rule\":\"" + joinRule + "\"}")
        .key("")
        .add();
  }

  String levels(String content) {
    return event("$levels-" + entries.size(), "m.room.power_levels", ALICE, content).key("").add();
  }

  Written ask(String member, String json) {
    members.put(member, json);
    return this;
  }

  String text() {
    members.put("events", "[" + String.join(",", entries) + "]");
    return object(members);
  }

  /** The answer, as a tree of maps and lists. */
  Map<String, Object> answer() {
    return parse(new DefinitionalModel().judge(text()));
  }

  static Map<String, Object> parse(String answer) {
    try {
      return Json.object(JsonReader.readEvent(answer)).get();
    } catch (JsonFault fault) {
      throw new AssertionError(answer, fault);
    }
  }

  /** The answers to the events, in order. */
  List<Map<String, Object>> outcomes() {
    Map<String, Object> answer = answer();
    return Json.array(answer.getOrDefault("events", answer)).get().stream()
        .map(event -> Json.object(event).get())
        .toList();
  }

  Map<String, Object> last() {
    List<Map<String, Object>> outcomes = outcomes();
    return outcomes.get(outcomes.size() - 1);
  }

  /** What the state-dependent rules say: {@code allowed}, or the rule and its number. */
  String check(String event, String... state) {
    ask("checks", "[{\"event\":" + quote(event) + ",\"state\":" + list(state) + "}]");
    Map<String, Object> check = Json.object(Json.array(answer().get("checks")).get().get(0)).get();
    return check.get("allowed").equals(true)
        ? "allowed"
        : check.get("rule") + " " + check.get("rule_number");
  }

  private String references(String... ids) {
    if (version > 2) {
      return list(ids);
    }
    List<String> pairs = new ArrayList<>();
    for (String id : ids) {
      pairs.add("[" + quote(id) + ",{}]");
    }
    return "[" + String.join(",", pairs) + "]";
  }

  static String list(String... ids) {
    List<String> quoted = new ArrayList<>();
    for (String id : ids) {
      quoted.add(quote(id));
    }
    return "[" + String.join(",", quoted) + "]";
  }

  static String quote(String text) {
    return CanonicalJson.text(text);
  }

  private static String object(Map<String, String> members) {
    List<String> written = new ArrayList<>();
    members.forEach((name, json) -> written.add(quote(name) + ":" + json));
    return "{" + String.join(",", written) + "}";
  }
}
