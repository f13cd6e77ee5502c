package dev.roomstate.bench.adversarial;

import dev.roomstate.EngineConfig;
import dev.roomstate.MemoryLimits;
import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.RoomScript;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Histories that are long. */
final class Chains {
  private static final EngineConfig CONFIG = EngineConfig.withoutSignatures();
  private static final EngineConfig PARKING =
      CONFIG.withMemory(MemoryLimits.STANDARD.withParked(1_000_000, 1L << 30));
  private static final int MEMBERS = 100;
  private static final int BANNED = 50;
  private static final int MOST_USERS = 1_650;

  private Chains() {}

  private static Begun room() {
    return Rooms.joined(Forks.VERSION, MEMBERS, false, 1);
  }

  static Attack softFailed(int events) {
    Begun room = room();
    Branch side = room.main().fork();
    room.main().member(0, BANNED, "ban");
    int first = room.script().pdus().size();
    for (int i = 0; i < events; i++) {
      side.message(BANNED, 100);
    }
    room.main().merge(List.of(side)).message(0, 100);
    return Attack.from(room.script(), first, CONFIG).notAllAccepted();
  }

  static Attack rejected(int events) {
    Begun room = room();
    room.main().member(0, BANNED, "ban");
    int first = room.script().pdus().size();
    Branch side = room.main().fork();
    for (int i = 0; i < events; i++) {
      side.message(BANNED, 100);
    }
    room.main().merge(List.of(side)).message(0, 100);
    return Attack.from(room.script(), first, CONFIG).notAllAccepted();
  }

  static Attack reversed(int events) {
    Begun room = room();
    int first = room.script().pdus().size();
    Rooms.talk(room, events, 100, MEMBERS, false);
    List<byte[]> reversed = new ArrayList<>(room.script().pdus().subList(first, first + events));
    Collections.reverse(reversed);
    return waiting(room.script(), first, reversed);
  }

  static Attack waitingForOne(int events) {
    Begun room = room();
    int first = room.script().pdus().size();
    room.main().message(0, 100);
    for (int i = 0; i < events; i++) {
      // One line of messages would be a chain: each of these follows the one event alone.
      room.main().fork().message(i % MEMBERS, 100);
    }
    List<byte[]> sent =
        new ArrayList<>(room.script().pdus().subList(first + 1, first + 1 + events));
    sent.add(room.script().pdus().get(first));
    return Forks.withoutCheck6(waiting(room.script(), first, sent));
  }

  private static Attack waiting(RoomScript script, int first, List<byte[]> measured) {
    return new Attack(
        script, PARKING, List.copyOf(script.pdus().subList(0, first)), measured, true);
  }

  static Attack largePowerLevels(int changes) {
    Begun room = room();
    int first = room.script().pdus().size();
    for (int i = 0; i < changes; i++) {
      room.main().powerLevels(Rooms.MODERATORS, MOST_USERS, i);
      room.main().message(0, 100);
    }
    return Attack.from(room.script(), first, CONFIG);
  }
}
