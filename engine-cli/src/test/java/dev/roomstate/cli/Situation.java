package dev.roomstate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case, written by hand: a room of version 11 in which {@code @a:a} has sent all events, unless
 * told otherwise. Ids are trusted.
 */
final class Situation {
  private final List<String> events = new ArrayList<>();
  private String version = "11";
  private String more = "";

  /** A room with a create event {@code $c} and its creator's join {@code $j}. */
  static Situation room() {
    return new Situation()
        .event("$c", "m.room.create", "", "[]", "[]")
        .event("$j", "m.room.member", "@a:a", "[\"$c\"]", "[\"$c\"]", "\"membership\":\"join\"");
  }

  static Situation empty() {
    return new Situation();
  }

  Situation version(String changed) {
    version = changed;
    return this;
  }

  /** A PDU; the state key is null for a message. */
  static String pdu(
      String type, String sender, String stateKey, String auth, String prev, String content) {
    return "{\"type\":\""
        + type
        + "\",\"sender\":\""
        + sender
        + "\","
        + (stateKey == null ? "" : "\"state_key\":\"" + stateKey + "\",")
        + "\"room_id\":\"!r:a\",\"depth\":1,\"origin_server_ts\":1,\"content\":{"
        + content
        + "},\"auth_events\":"
        + auth
        + ",\"prev_events\":"
        + prev
        + "}";
  }

  static String entry(String id, String pdu, String beside) {
    return "{\"event_id\":\"" + id + "\"," + beside + "\"pdu\":" + pdu + "}";
  }

  Situation event(
      String id, String type, String stateKey, String auth, String prev, String... content) {
    return entry(entry(id, pdu(type, "@a:a", stateKey, auth, prev, String.join("", content)), ""));
  }

  /** After the power levels {@code $p}: public join rules {@code $r}, and a join {@code $b}. */
  Situation joinedByB() {
    String join =
        pdu(
            "m.room.member",
            "@b:a",
            "@b:a",
            "[\"$c\",\"$p\",\"$r\"]",
            "[\"$r\"]",
            "\"membership\":\"join\"");
    return event(
            "$r",
            "m.room.join_rules",
            "",
            "[\"$c\",\"$j\",\"$p\"]",
            "[\"$p\"]",
            "\"join_rule\":\"public\"")
        .entry(entry("$b", join, ""));
  }

  Situation entry(String entry) {
    events.add(entry);
    return this;
  }

  /** A message by the creator. */
  Situation message(String id, String prev) {
    return event(id, "m.room.message", null, "[\"$c\",\"$j\"]", prev);
  }

  /** A topic by the creator. */
  Situation topic(String id, String prev) {
    return event(id, "m.room.topic", "", "[\"$c\",\"$j\"]", prev);
  }

  /** Another member of the case, as text. */
  Situation with(String member) {
    more += "," + member;
    return this;
  }

  /** The line of the case. */
  String line() {
    return "{\"case\":\"x\",\"room_version\":\""
        + version
        + "\",\"events\":"
        + events.stream().collect(Collectors.joining(",", "[", "]"))
        + more
        + "}";
  }

  /** The lines of a room file. */
  String lines() {
    return events.stream().map(entry -> entry + "\n").collect(Collectors.joining());
  }

  /** The events as a JSON array. */
  String array() {
    return Stream.of(String.join(",\n", events)).collect(Collectors.joining("", "[\n", "\n]\n"));
  }
}
