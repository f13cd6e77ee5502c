package dev.roomstate.conformance.history;

import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.id.UserId;
import dev.roomstate.room.StateView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A history while it is being made: the room, its people, and its open ends. */
final class History {
  /** The first is the creator; every second shares a server with another. */
  private static final List<String> PEOPLE =
      List.of("alice", "bob", "@carol:a.org", "dave", "@erin:b.org", "frank");

  final RoomTimeline timeline;
  final Temper temper;
  final List<String> people;
  final List<String> tokens = new ArrayList<>();
  final Map<String, String> tokenOwners = new HashMap<>();
  final List<String> creators = new ArrayList<>();

  /** The contents of the power levels, by event id, to be changed by later ones. */
  final Map<String, Map<String, Object>> levels = new HashMap<>();

  private final List<String> tips = new ArrayList<>();
  private long lastTs = 1_600_000_000_000L;

  History(RoomTimeline timeline, Temper temper, Random random) {
    this.timeline = timeline;
    this.temper = temper;
    this.people = PEOPLE.subList(0, 2 + random.nextInt(PEOPLE.size() - 1));
  }

  int version() {
    return Integer.parseInt(timeline.version().id());
  }

  String anyone(Random random) {
    return people.get(random.nextInt(people.size()));
  }

  /** Someone of this membership in that state, if there is one; else anyone. */
  String someone(Random random, StateView state, String membership) {
    List<String> fitting = new ArrayList<>();
    for (String user : people) {
      if (membership(state, user).equals(membership)) {
        fitting.add(user);
      }
    }
    return fitting.isEmpty() ? anyone(random) : fitting.get(random.nextInt(fitting.size()));
  }

  static String membership(StateView state, String user) {
    return state.membership(new UserId(userId(user))).name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Where the next event stands. */
  List<String> place(Random random) {
    List<String> names = timeline.names();
    if (tips.isEmpty()) {
      return timeline.tips();
    }
    int die = random.nextInt(100);
    if (die >= temper.forking()) {
      return List.of(tips.get(tips.size() - 1));
    }
    if (die < temper.forking() / 3) {
      // A merge of open ends, sometimes of many, sometimes of events anywhere.
      int count = random.nextInt(10) == 0 ? 2 + random.nextInt(19) : 2 + random.nextInt(2);
      List<String> from = random.nextInt(4) == 0 ? names : tips;
      List<String> merged = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = from.get(random.nextInt(from.size()));
        if (!merged.contains(name)) {
          merged.add(name);
        }
      }
      return merged;
    }
    // A fork: after an older event.
    int back = 1 + random.nextInt(Math.min(names.size(), 12));
    return List.of(names.get(names.size() - back));
  }

  /** Adds an event, and keeps the open ends. */
  void add(EventDraft draft, List<String> after) {
    int before = timeline.names().size();
    timeline.add(draft);
    if (draft.type().equals("m.room.create") && before > 0) {
      timeline.continueRoomOf("create");
    }
    String name = timeline.names().get(before);
    if (draft.type().equals("m.room.power_levels")) {
      levels.put(timeline.id(name), draft.content());
    }
    if (!timeline.isOutOfRoom(name)) {
      tips.removeAll(after);
      tips.add(name);
    }
  }

  long nextTs(Random random) {
    switch (random.nextInt(12)) {
      case 0 -> {
        return lastTs;
      }
      case 1 -> {
        return lastTs - random.nextInt(100_000);
      }
      case 2 -> {
        return random.nextInt(20) == 0 ? -random.nextInt(1000) : lastTs + 1;
      }
      default -> {
        lastTs += 1 + random.nextInt(1000);
        return lastTs;
      }
    }
  }
}
