package dev.roomstate.conformance.history;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomImplementation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * All that a random history is made of. Leaving out moves leaves a smaller history.
 *
 * @param version the room version
 * @param seed the seed of its beginning and of the order of arrival
 * @param moves the seeds of its moves
 * @param temper what kind of history it is
 */
public record HistorySeed(String version, long seed, List<Long> moves, Temper temper) {

  /** The seeds of a history of this many moves, made of one. */
  public static HistorySeed of(String version, long seed, int size, Temper temper) {
    Random random = new Random(seed);
    return new HistorySeed(version, random.nextLong(), random.longs(size).boxed().toList(), temper);
  }

  /** The history. */
  public RandomHistory history() {
    return RandomHistory.of(version, seed, moves, temper);
  }

  /** The history as a case; every second one is also judged against the current state. */
  public ProtocolCase toCase() {
    return toCase(history());
  }

  private ProtocolCase toCase(RandomHistory history) {
    return history.toCase("v" + version + " seed " + seed).withSoftFail((seed & 1) == 0);
  }

  /** These seeds, as far as moves can be left out while the two still disagree. */
  public HistorySeed shrink(RoomImplementation one, RoomImplementation other) {
    HistorySeed smallest = this;
    for (int chunk = moves.size() / 2; chunk > 0; chunk = chunk / 2) {
      int at = 0;
      while (at + chunk <= smallest.moves.size()) {
        List<Long> fewer = new ArrayList<>(smallest.moves);
        fewer.subList(at, at + chunk).clear();
        HistorySeed candidate = new HistorySeed(version, seed, List.copyOf(fewer), temper);
        if (candidate.differences(one, other).isEmpty()) {
          at += chunk;
        } else {
          smallest = candidate;
        }
      }
    }
    return smallest;
  }

  /** In what the two differ. */
  public List<String> differences(RoomImplementation one, RoomImplementation other) {
    ProtocolCase asked = toCase();
    return one.judge(asked).differences(other.judge(asked));
  }

  /** The room as a drawing, in what the two differ, and the case. */
  public String report(RoomImplementation one, RoomImplementation other) {
    RandomHistory history = history();
    ProtocolCase asked = toCase(history);
    CaseAnswer answer = one.judge(asked);
    List<String> differences = answer.differences(other.judge(asked));
    return history.timeline().draw(answer) + String.join("\n", differences) + "\n" + asked.toLine();
  }
}
