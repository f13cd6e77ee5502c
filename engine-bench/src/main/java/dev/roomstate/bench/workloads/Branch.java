package dev.roomstate.bench.workloads;

import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.content.EventContent;
import dev.roomstate.event.EventBuilder.Reference;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import io.vavr.collection.HashMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One end of a history that grows: the next event names its tips, and cites its state. Events of
 * one branch follow each other; a fork follows the same event as the branch it was made of.
 */
public final class Branch {
  private static final EventId UNKNOWN = new EventId("$");
  private static final RoomId UNKNOWN_ROOM = new RoomId("!");

  private final RoomScript script;
  private List<Reference> tips = List.of();
  private long depth;
  private HashMap<StateKey, Reference> state = HashMap.empty();

  Branch(RoomScript script) {
    this.script = script;
  }

  /** Another branch from the same tips. */
  public Branch fork() {
    Branch fork = new Branch(script);
    fork.tips = tips;
    fork.depth = depth;
    fork.state = state;
    return fork;
  }

  /**
   * Takes up other branches: the next event names their tips too. Where states differ, it cites
   * what the last of them has.
   */
  public Branch merge(List<Branch> others) {
    List<Reference> merged = new ArrayList<>(tips);
    for (Branch other : others) {
      merged.addAll(other.tips);
      depth = Math.max(depth, other.depth);
      state = state.merge(other.state, (mine, theirs) -> theirs);
    }
    tips = merged;
    return this;
  }

  /** The ids that the next event will name. */
  public List<EventId> tips() {
    return tips.stream().map(Reference::id).toList();
  }

  /** Sends an event made of this template. */
  public Pdu send(EventTemplate template) {
    List<Reference> auth = new ArrayList<>();
    AuthEventsSelection selection =
        AuthEventsSelection.of(facts(template), script.version().rules());
    for (AuthSlot slot : AuthSlot.values()) {
      Option<Reference> cited = selection.key(slot).filter(selection::mayCite).flatMap(state::get);
      if (cited.isDefined() && !auth.contains(cited.get())) {
        auth.add(cited.get());
      }
    }
    Pdu pdu = script.send(template, auth, tips, ++depth);
    Reference reference = script.reference(pdu);
    tips = List.of(reference);
    if (pdu.facts().key().isDefined()) {
      state = state.put(pdu.facts().key().get(), reference);
    }
    return pdu;
  }

  private EventFacts facts(EventTemplate template) {
    return new EventFacts(
        UNKNOWN,
        template.roomId().getOrElse(UNKNOWN_ROOM),
        template.type(),
        template.stateKey(),
        template.sender(),
        template.originServerTs(),
        0,
        EventContent.of(template.type(), template.content(), script.version().rules()),
        Option.none(),
        template.roomId().isDefined());
  }

  /** Sends a state event. */
  public Pdu state(StateKey key, UserId sender, Map<String, ? extends JsonValue> content) {
    return send(
        EventTemplate.state(script.roomId(), key, sender, script.tick(), JsonObject.of(content)));
  }

  /** Sends a message with a body of this many bytes. */
  public Pdu message(int user, int bodyBytes) {
    JsonObject content =
        JsonObject.of(
            Map.of(
                "msgtype",
                JsonString.of("m.text"),
                "body",
                JsonString.of(script.words(bodyBytes))));
    return send(
        EventTemplate.message(
            script.roomId(), "m.room.message", script.user(user), script.tick(), content));
  }

  /** Sends a membership of one user, by another. */
  public Pdu member(int sender, int target, String membership) {
    return state(
        StateKey.member(script.user(target)),
        script.user(sender),
        Map.of("membership", JsonString.of(membership)));
  }

  /** A user joins, or changes the profile: by its display name. */
  public Pdu join(int user, String displayName) {
    return state(
        StateKey.member(script.user(user)),
        script.user(user),
        Map.of(
            "membership",
            JsonString.of("join"),
            "displayname",
            JsonString.of(displayName),
            "avatar_url",
            JsonString.of("mxc://server0.example.org/" + "a".repeat(24))));
  }

  /** Sends a join rule. */
  public Pdu joinRule(int sender, String rule) {
    return state(
        StateKey.JOIN_RULES, script.user(sender), Map.of("join_rule", JsonString.of(rule)));
  }

  /** Sends a state event of a type that no rule reads. */
  public Pdu other(int sender, String type, String stateKey, String text) {
    return state(
        new StateKey(type, stateKey), script.user(sender), Map.of("name", JsonString.of(text)));
  }

  /**
   * Sends power levels: 100 for user 0, 50 for moderators, 0 or more for further users.
   *
   * @param moderators users from 1 on
   * @param listed how many users have an entry
   * @param salt makes the content another one
   */
  public Pdu powerLevels(int moderators, int listed, int salt) {
    Map<String, JsonValue> users = new LinkedHashMap<>();
    int first = script.hasPrivilegedCreator() ? 1 : 0;
    for (int i = first; i < listed; i++) {
      int level = i == 0 ? 100 : i <= moderators ? 50 : 1;
      users.put(script.user(i).value(), JsonInteger.of(level));
    }
    Map<String, JsonValue> content = new LinkedHashMap<>();
    content.put("users", JsonObject.of(users));
    content.put("users_default", JsonInteger.of(0));
    content.put("events_default", JsonInteger.of(0));
    content.put("state_default", JsonInteger.of(50));
    content.put("ban", JsonInteger.of(50));
    content.put("kick", JsonInteger.of(50));
    content.put("redact", JsonInteger.of(50));
    content.put("invite", JsonInteger.of(0));
    content.put(
        "events",
        JsonObject.of(
            Map.of(
                "m.room.name", JsonInteger.of(50),
                "m.room.power_levels", JsonInteger.of(50),
                "org.example.salt", JsonInteger.of(salt % 50))));
    return state(StateKey.POWER_LEVELS, script.user(0), content);
  }

  /** Sends a third-party invite with these keys, in Base64. */
  public Pdu thirdPartyInvite(int sender, String token, Map<String, JsonValue> content) {
    return state(new StateKey(EventTypes.THIRD_PARTY_INVITE, token), script.user(sender), content);
  }
}
