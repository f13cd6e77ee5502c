package dev.roomstate.bench.adversarial;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.bench.workloads.Rooms.TwoSided;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.ArrayList;
import java.util.List;

/** Histories that fork. */
final class Forks {
  static final RoomVersion VERSION = RoomVersions.STANDARD.get("12").get();
  private static final EngineConfig CONFIG = EngineConfig.withoutSignatures();
  private static final int MEMBERS = 100;
  private static final int ROUNDS = 10;
  private static final int TIPS = 20;
  private static final int MERGES = 200;

  private Forks() {}

  private static Begun room(int members) {
    return Rooms.joined(VERSION, members, false, 1);
  }

  static Attack withoutCheck6(Attack attack) {
    return new Attack(
        attack.script(),
        attack.config().withSoftFailure(false),
        attack.before(),
        attack.measured(),
        attack.accepted());
  }

  static Attack deepChain(int changes) {
    Begun room = room(MEMBERS);
    int first = room.script().pdus().size();
    for (int i = 0; i < changes; i++) {
      room.main().powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 1, i);
    }
    Branch side = room.main().fork();
    for (int i = 0; i < 10; i++) {
      room.main().join(20 + i, "Main");
      side.join(20 + i, "Side");
    }
    room.main().powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 1, 1);
    side.powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 1, 2);
    room.main().merge(List.of(side)).message(0, 300);
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack powerLevelsOnBothSides(int changes) {
    Begun room = room(MEMBERS);
    Branch side = room.main().fork();
    for (int i = 0; i < changes; i++) {
      room.main().powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 1, i);
      side.powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 2, i);
    }
    // The sides are no attack: what resolves them is.
    int first = room.script().pdus().size();
    room.main().merge(List.of(side)).message(0, 300);
    return withoutCheck6(Attack.from(room.script(), first, CONFIG));
  }

  static Attack manyConflicts(int conflicts) {
    TwoSided sides = Rooms.twoSided(VERSION, 10_000, conflicts, false, 1);
    int first = sides.script().pdus().size();
    sides.left().merge(List.of(sides.right())).message(0, 300);
    return withoutCheck6(Attack.from(sides.script(), first, CONFIG));
  }

  static Attack wideMerge(int keys) {
    Begun room = room(TIPS * keys + 1);
    int first = room.script().pdus().size();
    for (int round = 0; round < ROUNDS; round++) {
      List<Branch> sides = new ArrayList<>();
      for (int tip = 1; tip < TIPS; tip++) {
        sides.add(room.main().fork());
      }
      for (int key = 0; key < keys; key++) {
        room.main().join(1 + key, "Main " + round);
        for (int tip = 1; tip < TIPS; tip++) {
          sides.get(tip - 1).join(1 + tip * keys + key, "Side " + round);
        }
      }
      room.main().merge(sides).message(0, 300);
    }
    return withoutCheck6(Attack.from(room.script(), first, CONFIG));
  }

  static Attack sameMerge(int merges) {
    TwoSided sides = Rooms.twoSided(VERSION, 10_000, 1_000, false, 1);
    int first = sides.script().pdus().size();
    for (int i = 0; i < merges; i++) {
      sides.left().fork().merge(List.of(sides.right())).message(0, 300);
    }
    return Attack.from(sides.script(), first, CONFIG);
  }

  static Attack unmerged(int forks) {
    Begun room = room(MEMBERS);
    int first = room.script().pdus().size();
    for (int i = 0; i < forks; i++) {
      room.main().fork().other(0, "org.example.key", "key" + i, "Fork");
    }
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack unmergedMessages(int forks) {
    Begun room = room(MEMBERS);
    int first = room.script().pdus().size();
    for (int i = 0; i < forks; i++) {
      room.main().fork().message(i % MEMBERS, 300);
    }
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack unmergedSameKey(int forks) {
    Begun room = room(MEMBERS);
    int first = room.script().pdus().size();
    for (int i = 0; i < forks; i++) {
      room.main().fork().other(0, "m.room.name", "", "Fork " + i);
    }
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack unmergedProfiles(int forks) {
    Begun room = room(MEMBERS);
    int first = room.script().pdus().size();
    for (int i = 0; i < forks; i++) {
      room.main().fork().join(1, "Fork " + i);
    }
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack powerLevelsInTurns(int changes) {
    Begun room = room(MEMBERS);
    Branch side = room.main().fork();
    int first = room.script().pdus().size();
    for (int i = 0; i < changes / 2; i++) {
      room.main().powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 1, i);
      side.powerLevels(Rooms.MODERATORS, Rooms.MODERATORS + 2, i);
    }
    return Attack.from(room.script(), first, CONFIG);
  }

  static Attack citations(int old) {
    Begun room = room(MEMBERS);
    room.main().join(1, "Again");
    for (int i = 0; i < old; i++) {
      room.main().other(1, "m.room.topic", "", "Topic " + i);
    }
    room.main().join(1, "And again");
    int first = room.script().pdus().size();
    for (int i = 0; i < MERGES; i++) {
      Branch side = room.main().fork();
      side.join(1, "Side " + i);
      side.other(1, "m.room.topic", "", "Side " + i);
      room.main().join(1, "Main " + i);
      room.main().other(1, "m.room.topic", "", "Main " + i);
      room.main().merge(List.of(side)).message(0, 300);
    }
    return Attack.from(room.script(), first, CONFIG);
  }
}
