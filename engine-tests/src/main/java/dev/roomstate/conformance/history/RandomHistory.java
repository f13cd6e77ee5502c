package dev.roomstate.conformance.history;

import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random life of a room: a timeline, and the order in which its events arrive. It is made of
 * seeds, one for the beginning, one for each move, and one for the arrival; the same seeds make the
 * same history, and leaving out a move leaves a history.
 *
 * @param timeline the events, each written on the state where it stands
 * @param arrivals the events as they are received
 */
public record RandomHistory(RoomTimeline timeline, List<ProtocolCase.Entry> arrivals) {
  private static final int SHIFT_MAX = 12;

  /**
   * A history of these moves.
   *
   * @param version the room version
   * @param seed decides the beginning and the arrival
   * @param moves the seed of each move
   * @param temper what kind of history it is
   */
  public static RandomHistory of(String version, long seed, List<Long> moves, Temper temper) {
    Random random = new Random(seed);
    RoomTimeline timeline =
        temper.sealed() ? RoomTimeline.sealed(version) : RoomTimeline.empty(version);
    History history = new History(timeline, temper, random);
    new Beginning(history, random).write();
    for (long move : moves) {
      new Move(history, new Random(move)).make();
    }
    return new RandomHistory(timeline, arrivals(timeline.entries(), temper, new Random(~seed)));
  }

  /** A history of about this many moves, from one seed. */
  public static RandomHistory of(String version, long seed, int moves, Temper temper) {
    Random random = new Random(seed);
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < moves; i++) {
      seeds.add(random.nextLong());
    }
    return of(version, random.nextLong(), seeds, temper);
  }

  /** The history as a case, in the order of arrival. */
  public ProtocolCase toCase(String name) {
    return timeline.toCase(name).withEvents(arrivals);
  }

  private static List<ProtocolCase.Entry> arrivals(
      List<ProtocolCase.Entry> entries, Temper temper, Random random) {
    List<ProtocolCase.Entry> arrivals = new ArrayList<>(entries);
    if (!temper.disorder()) {
      return arrivals;
    }
    for (int i = arrivals.size() - 1; i > 0; i--) {
      if (random.nextInt(8) == 0) {
        // Late: it comes after some of those that were written after it.
        int to = Math.min(arrivals.size() - 1, i + random.nextInt(SHIFT_MAX));
        arrivals.add(to, arrivals.remove(i));
      }
    }
    for (int i = arrivals.size() - 1; i > 0; i--) {
      ProtocolCase.Entry entry = arrivals.get(i);
      switch (random.nextInt(40)) {
        case 0 -> arrivals.add(i + random.nextInt(arrivals.size() - i), entry);
        case 1 -> arrivals.add(random.nextInt(i + 1), entry.asOutlier());
        case 2 -> {
          // What follows it waits to the end, so not too early.
          if (i > arrivals.size() / 2) {
            arrivals.set(i, entry.asOutlier());
          }
        }
        case 3 -> {
          if (i > arrivals.size() * 3 / 4) {
            arrivals.remove(i);
          }
        }
        default -> {
          // It comes once, in its place.
        }
      }
    }
    return arrivals;
  }
}
