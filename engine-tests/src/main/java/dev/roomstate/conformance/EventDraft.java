package dev.roomstate.conformance;

import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.TimelineServers.userId;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An event of a {@link RoomTimeline} before it has its place: what is not said is filled in as a
 * correct server would. Mutable; each method returns the draft.
 */
public final class EventDraft {
  final String type;
  String stateKey;
  String sender;
  Map<String, Object> content;
  String name;
  List<String> after;
  List<String> auth;
  final List<String> authAlso = new ArrayList<>();
  final Set<String> authWithout = new LinkedHashSet<>();
  final Set<String> signers = new LinkedHashSet<>();
  final List<Consumer<Map<String, Object>>> changes = new ArrayList<>();
  final List<Consumer<Map<String, Object>>> changesAfterHashing = new ArrayList<>();
  UnaryOperator<String> text = UnaryOperator.identity();
  boolean outlier;
  List<String> givenState;
  Long depth;
  Long originServerTs;

  private EventDraft(String type, String stateKey, String user, Map<String, Object> content) {
    this.type = type;
    this.stateKey = stateKey;
    this.sender = userId(user);
    this.content = content;
    this.signers.add(TimelineServers.serverOf(user));
  }

  /** A state event. */
  public static EventDraft state(
      String sender, String type, String stateKey, Map<String, Object> content) {
    return new EventDraft(type, stateKey, sender, content);
  }

  /** An event that is no state event. */
  public static EventDraft event(String sender, String type, Map<String, Object> content) {
    return new EventDraft(type, null, sender, content);
  }

  /** A message. */
  public static EventDraft message(String sender) {
    return event(sender, "m.room.message", object("body", "hello", "msgtype", "m.text"));
  }

  /** A topic: a state event that no rule knows. */
  public static EventDraft topic(String sender, String topic) {
    return state(sender, "m.room.topic", "", object("topic", topic));
  }

  /** A membership that one user gives another. */
  public static EventDraft member(String sender, String target, String membership) {
    return state(sender, "m.room.member", userId(target), object("membership", membership));
  }

  /** A user joins. */
  public static EventDraft join(String user) {
    return member(user, user, "join");
  }

  /** A user leaves, or rejects an invite, or retracts a knock. */
  public static EventDraft leave(String user) {
    return member(user, user, "leave");
  }

  /** A user knocks. */
  public static EventDraft knock(String user) {
    return member(user, user, "knock");
  }

  /** One user invites another. */
  public static EventDraft invite(String sender, String target) {
    return member(sender, target, "invite");
  }

  /** One user kicks another, or lifts a ban. */
  public static EventDraft kick(String sender, String target) {
    return member(sender, target, "leave");
  }

  /** One user bans another. */
  public static EventDraft ban(String sender, String target) {
    return member(sender, target, "ban");
  }

  /** A restricted join that another user's server lets pass, and has signed. */
  public static EventDraft restrictedJoin(String user, String authoriser) {
    EventDraft join = join(user).with("join_authorised_via_users_server", userId(authoriser));
    return join.signedBy(TimelineServers.serverOf(authoriser));
  }

  /** Join rules of this kind. */
  public static EventDraft joinRules(String sender, Object joinRule) {
    return state(sender, "m.room.join_rules", "", object("join_rule", joinRule));
  }

  /** Power levels; {@link RoomTimeline#levels} makes their content. */
  public static EventDraft powerLevels(String sender, Map<String, Object> content) {
    return state(sender, "m.room.power_levels", "", content);
  }

  /** A redaction, naming its target where every room version finds it. */
  public static EventDraft redaction(String sender, String target) {
    return event(sender, "m.room.redaction", object("redacts", target)).field("redacts", target);
  }

  /** A third-party invite event for this token, which the identity server's key can answer. */
  public static EventDraft thirdPartyInvite(
      String sender, String token, ThirdPartyIdentity identity) {
    return state(sender, "m.room.third_party_invite", token, identity.inviteContent());
  }

  /** The invite of a user by a third-party token, signed by the identity server. */
  public static EventDraft thirdPartyMember(
      String sender, String target, String token, ThirdPartyIdentity identity) {
    return invite(sender, target)
        .with(
            "third_party_invite",
            object("display_name", target, "signed", identity.signed(userId(target), token)));
  }

  /** Its type. */
  public String type() {
    return type;
  }

  /** Its content as it is so far. */
  public Map<String, Object> content() {
    return content;
  }

  /** This event's name, by which others find it; its trusted id is made of it. */
  public EventDraft named(String changed) {
    name = changed;
    return this;
  }

  /** Follows these events, by name, instead of the tip. */
  public EventDraft after(String... names) {
    after = List.of(names);
    return this;
  }

  /** Follows these events, by name, instead of the tip. */
  public EventDraft after(List<String> names) {
    after = List.copyOf(names);
    return this;
  }

  /** Cites exactly these events, by name. */
  public EventDraft auth(String... names) {
    auth = List.of(names);
    return this;
  }

  /** Cites these events too, by name. */
  public EventDraft authAlso(String... names) {
    authAlso.addAll(List.of(names));
    return this;
  }

  /** Leaves out the auth events of this type. */
  public EventDraft authWithout(String type) {
    authWithout.add(type);
    return this;
  }

  /** At this depth. */
  public EventDraft depth(long changed) {
    depth = changed;
    return this;
  }

  /** At this time, in milliseconds. */
  public EventDraft at(long changed) {
    originServerTs = changed;
    return this;
  }

  /** With this member of its content. */
  public EventDraft with(String member, Object value) {
    content.put(member, value);
    return this;
  }

  /** Without this member of its content. */
  public EventDraft without(String member) {
    content.remove(member);
    return this;
  }

  /** With this content. */
  public EventDraft content(Map<String, Object> changed) {
    content = changed;
    return this;
  }

  /** With this member beside its content, whatever it would have been. */
  public EventDraft field(String member, Object value) {
    return change(pdu -> pdu.put(member, value));
  }

  /** Without this member beside its content. */
  public EventDraft withoutField(String member) {
    return change(pdu -> pdu.remove(member));
  }

  /** Changes the complete event before it is hashed and signed. */
  public EventDraft change(Consumer<Map<String, Object>> change) {
    changes.add(change);
    return this;
  }

  /** Changes the complete event after it was hashed and signed. */
  public EventDraft changeSigned(Consumer<Map<String, Object>> change) {
    changesAfterHashing.add(change);
    return this;
  }

  /** Changes the event's text, last of all. */
  public EventDraft text(UnaryOperator<String> change) {
    text = change;
    return this;
  }

  /** Without state key: no state event. */
  public EventDraft withoutStateKey() {
    stateKey = null;
    return this;
  }

  /** With this state key. */
  public EventDraft stateKey(String changed) {
    stateKey = changed;
    return this;
  }

  /** Signed by this server too. */
  public EventDraft signedBy(String server) {
    signers.add(server);
    return this;
  }

  /** Not signed by this server. */
  public EventDraft notSignedBy(String server) {
    signers.remove(server);
    return this;
  }

  /** Comes without its history. */
  public EventDraft asOutlier() {
    outlier = true;
    return this;
  }

  /** Comes with the state before it: these events, by name. */
  public EventDraft givenState(List<String> names) {
    givenState = List.copyOf(names);
    return this;
  }
}
