package dev.roomstate.conformance.history;

import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.conformance.EventDraft;
import java.util.List;
import java.util.Random;

/** The first events of a random history. */
final class Beginning {
  private final History history;
  private final Random random;

  Beginning(History history, Random random) {
    this.history = history;
    this.random = random;
  }

  void write() {
    EventDraft create = history.timeline.createDraft("alice");
    if (history.version() == 12 && random.nextInt(2) == 0) {
      create.with("additional_creators", List.of(userId("bob")));
      history.creators.add("bob");
    }
    if (random.nextInt(12) == 0) {
      create.with("m.federate", random.nextInt(3) > 0 ? false : "false");
    }
    if (random.nextInt(15) == 0) {
      create.without("room_version");
    }
    if (history.version() <= 10 && random.nextInt(25) == 0) {
      create.with("creator", userId("bob"));
    }
    if (history.temper.hostility() > 20 && random.nextInt(10) == 0) {
      HostileEvents.spoilCreate(create, random);
    }
    history.add(create.at(history.nextTs(random)), List.of());
    history.add(at(EventDraft.join("alice")), List.of("create"));
    if (random.nextInt(8) > 0) {
      add(EventDraft.powerLevels("alice", Levels.first(history, random)));
    }
    if (random.nextInt(8) > 0) {
      String[] rules = {"public", "public", "public", "invite", "knock", "restricted"};
      add(EventDraft.joinRules("alice", rules[random.nextInt(rules.length)]));
    }
    for (String user : history.people) {
      if (!user.equals("alice") && random.nextInt(3) > 0) {
        if (random.nextInt(4) == 0) {
          add(EventDraft.invite("alice", user));
        }
        add(EventDraft.join(user));
      }
    }
  }

  private void add(EventDraft draft) {
    history.add(at(draft), history.timeline.tips());
  }

  private EventDraft at(EventDraft draft) {
    return draft.at(history.nextTs(random));
  }
}
