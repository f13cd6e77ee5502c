package dev.roomstate.conformance.history;

import static dev.roomstate.conformance.TimelineServers.serverOf;
import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.JsonTree;
import dev.roomstate.event.StateKey;
import dev.roomstate.room.StateView;
import java.util.List;
import java.util.Random;

/** One move of a random history: an event of some kind at some place. */
final class Move {
  private static final List<String> RULES =
      List.of("public", "invite", "knock", "restricted", "knock_restricted", "private");
  private static final List<String> STATE_KEYS =
      List.of(
          "", "", "", "x", "@others", "a.org", "\u0000", "\uD83D\uDE00", "\uFB33", "@bob:b.org");

  private final History history;
  private final Random random;
  private final List<String> after;
  private final StateView state;

  Move(History history, Random random) {
    this.history = history;
    this.random = random;
    this.after = history.place(random);
    this.state = history.timeline.stateAfter(after);
  }

  void make() {
    EventDraft draft = draft();
    draft.after(after).at(history.nextTs(random));
    if (random.nextInt(100) < history.temper.hostility()) {
      HostileEvents.spoil(draft, history, random);
    }
    if (history.temper.disorder() && random.nextInt(25) == 0) {
      giveState(draft);
    }
    if (random.nextInt(30) == 0) {
      draft.depth(random.nextInt(60));
    }
    if (!history.temper.sealed() && random.nextInt(6) == 0) {
      draft.named(oddName());
    }
    history.add(draft, after);
  }

  /** Ids are compared by code point, so that U+FB33 comes before U+1F600; and case counts. */
  private String oddName() {
    String[] beginnings = {"\uD83D\uDE00", "\uFB33", "a", "A", "_", "-", "0", "\u00e9", "~"};
    return beginnings[random.nextInt(beginnings.length)] + random.nextInt(1000);
  }

  private void giveState(EventDraft draft) {
    List<String> ids = new java.util.ArrayList<>();
    state.entries().forEach(entry -> ids.add(entry.event().value()));
    if (!ids.isEmpty() && random.nextInt(3) == 0) {
      ids.remove(random.nextInt(ids.size()));
    }
    draft.givenState(ids);
  }

  private EventDraft draft() {
    int die = random.nextInt(100);
    if (die < 14) {
      return EventDraft.message(history.someone(random, state, "join"));
    }
    if (die < 24) {
      return stateEvent();
    }
    if (die < 64) {
      return membership();
    }
    if (die < 78) {
      return EventDraft.powerLevels(
          history.someone(random, state, "join"), Levels.next(state, history, random));
    }
    if (die < 85) {
      return joinRules();
    }
    if (die < 93) {
      return thirdParty();
    }
    if (die < 97) {
      return redaction();
    }
    return die < 99 ? aliases() : secondCreate();
  }

  /** Of this room, of another room, or, in version 12, always of another. */
  private EventDraft secondCreate() {
    EventDraft create = history.timeline.createDraft("alice").named("create");
    if (history.version() < 12 && random.nextInt(3) == 0) {
      create.field("room_id", "!other:a.org");
    }
    return random.nextInt(3) > 0 ? create.change(pdu -> pdu.put("prev_events", List.of())) : create;
  }

  private EventDraft stateEvent() {
    String sender = history.someone(random, state, "join");
    String[] types = {"m.room.topic", "m.room.name", "org.example", "m.room.server_acl"};
    String key = STATE_KEYS.get(random.nextInt(STATE_KEYS.size()));
    if (random.nextInt(20) == 0) {
      String[] special = {"m.room.power_levels", "m.room.join_rules", "m.room.create"};
      return EventDraft.state(
          sender, special[random.nextInt(3)], "odd", JsonTree.object("join_rule", "public"));
    }
    return EventDraft.state(
        sender,
        types[random.nextInt(types.length)],
        random.nextInt(6) == 0 ? userId(sender) : key,
        JsonTree.object("n", random.nextInt(100)));
  }

  private EventDraft joinRules() {
    EventDraft draft =
        EventDraft.joinRules(
            history.someone(random, state, "join"), RULES.get(random.nextInt(RULES.size())));
    if (random.nextInt(2) == 0) {
      draft.with("allow", List.of(JsonTree.object("type", "m.room_membership", "room_id", "!r:a")));
    }
    return draft;
  }

  private EventDraft membership() {
    String sender = history.someone(random, state, "join");
    String target = history.anyone(random);
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        return EventDraft.join(history.someone(random, state, "leave"));
      }
      case 3 -> {
        return EventDraft.join(history.someone(random, state, "invite"));
      }
      case 4 -> {
        return EventDraft.leave(target);
      }
      case 5, 6 -> {
        return EventDraft.invite(sender, target);
      }
      case 7, 8 -> {
        return EventDraft.ban(sender, target);
      }
      case 9, 10 -> {
        return EventDraft.kick(sender, target);
      }
      case 11 -> {
        return EventDraft.kick(sender, history.someone(random, state, "ban"));
      }
      case 12 -> {
        return EventDraft.knock(history.someone(random, state, "leave"));
      }
      default -> {
        EventDraft join =
            EventDraft.restrictedJoin(history.someone(random, state, "leave"), sender);
        return random.nextInt(5) == 0 ? join.notSignedBy(serverOf(sender)) : join;
      }
    }
  }

  private EventDraft thirdParty() {
    if (history.tokens.isEmpty() || random.nextInt(3) == 0) {
      String owner = history.someone(random, state, "join");
      String token = "token" + history.tokens.size();
      history.tokens.add(token);
      history.tokenOwners.put(token, owner);
      EventDraft invite = EventDraft.thirdPartyInvite(owner, token, history.timeline.identity());
      return random.nextInt(4) == 0 ? invite.without("public_keys") : invite;
    }
    String token = history.tokens.get(random.nextInt(history.tokens.size()));
    String owner = history.tokenOwners.get(token);
    if (random.nextInt(6) == 0) {
      return EventDraft.state(owner, "m.room.third_party_invite", token, JsonTree.object());
    }
    String sender = random.nextInt(6) == 0 ? history.anyone(random) : owner;
    EventDraft member =
        EventDraft.thirdPartyMember(
            sender, history.anyone(random), token, history.timeline.identity());
    if (random.nextInt(3) == 0) {
      HostileEvents.forge(member, history, random);
    }
    return member;
  }

  private EventDraft redaction() {
    List<String> names = history.timeline.names();
    String target = names.get(random.nextInt(names.size()));
    if (random.nextInt(2) == 0) {
      target = state.get(StateKey.POWER_LEVELS).map(id -> id.value()).getOrElse(target);
    }
    EventDraft draft =
        EventDraft.redaction(history.someone(random, state, "join"), history.timeline.id(target));
    return random.nextInt(6) == 0 ? draft.field("redacts", 5) : draft;
  }

  private EventDraft aliases() {
    String sender = history.anyone(random);
    String key = random.nextInt(3) == 0 ? "other.org" : serverOf(sender);
    EventDraft draft =
        EventDraft.state(sender, "m.room.aliases", key, JsonTree.object("aliases", List.of()));
    return random.nextInt(4) == 0 ? draft.withoutStateKey() : draft;
  }
}
