package dev.roomstate.conformance;

import dev.roomstate.conformance.history.RandomHistory;
import dev.roomstate.conformance.history.Temper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Judges random histories by the engine and by the model and compares: {@code DifferentialRun
 * --seed 1 --events 500000 --versions 1,2,12}. Ends with 1 at the first disagreement, after it has
 * been made as small as leaving out moves makes it.
 */
public final class DifferentialRun {
  private static final int MIN_MOVES = 3;
  private static final int MAX_MOVES = 75;

  private final RoomImplementation subject;
  private final RoomImplementation model = new ModelImplementation();
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> rules = new TreeMap<>();
  private long judged;

  private DifferentialRun(RoomImplementation subject) {
    this.subject = subject;
  }

  /** Compares the engine with the model. */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(option(arguments, "--seed", "1"));
    long events = Long.parseLong(option(arguments, "--events", "100000"));
    List<String> versions =
        List.of(option(arguments, "--versions", "1,2,3,4,5,6,7,8,9,10,11,12").split(","));
    DifferentialRun run = new DifferentialRun(new EngineImplementation());
    String failure = run.compare(seed, events, versions);
    System.out.println(run.summary());
    if (failure != null) {
      System.out.println(failure);
      System.exit(1);
    }
  }

  private static String option(String[] arguments, String name, String otherwise) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
  }

  private String compare(long seed, long events, List<String> versions) {
    Random random = new Random(seed);
    for (int i = 0; judged < events; i++) {
      String version = versions.get(i % versions.size());
      int moves = MIN_MOVES + random.nextInt(MAX_MOVES - MIN_MOVES);
      Comparison comparison =
          Comparison.random(version, random.nextLong(), moves, Temper.of(i / versions.size()));
      CaseAnswer answer = subject.judge(comparison.asked());
      count(answer);
      if (!answer.differences(model.judge(comparison.asked())).isEmpty()) {
        return comparison.shrink(subject, model).report(subject, model);
      }
    }
    return null;
  }

  private void count(CaseAnswer answer) {
    for (CaseAnswer.EventAnswer event : answer.events()) {
      judged++;
      outcomes.merge(event.outcome(), 1L, Long::sum);
      if (event.rule() != null) {
        rules.merge(event.rule(), 1L, Long::sum);
      }
    }
  }

  private String summary() {
    return judged + " events judged " + outcomes + "\nrejected by " + rules;
  }

  /**
   * A random history that is judged twice.
   *
   * @param version the room version
   * @param seed the seed of its beginning
   * @param moves the seeds of its moves
   * @param temper what kind of history it is
   */
  record Comparison(String version, long seed, List<Long> moves, Temper temper) {
    static Comparison random(String version, long seed, int size, Temper temper) {
      Random random = new Random(seed);
      return new Comparison(
          version, random.nextLong(), random.longs(size).boxed().toList(), temper);
    }

    RandomHistory history() {
      return RandomHistory.of(version, seed, moves, temper);
    }

    ProtocolCase asked() {
      return ask(history());
    }

    private ProtocolCase ask(RandomHistory history) {
      ProtocolCase asked = history.toCase("v" + version + " seed " + seed);
      return asked.withSoftFail((seed & 1) == 0);
    }

    boolean disagrees(RoomImplementation one, RoomImplementation other) {
      ProtocolCase asked = asked();
      return !one.judge(asked).differences(other.judge(asked)).isEmpty();
    }

    /** Leaves out moves as long as the two still disagree. */
    Comparison shrink(RoomImplementation one, RoomImplementation other) {
      Comparison smallest = this;
      for (int chunk = moves.size() / 2; chunk > 0; chunk = chunk / 2) {
        for (int at = 0; at + chunk <= smallest.moves.size(); ) {
          List<Long> fewer = new java.util.ArrayList<>(smallest.moves);
          fewer.subList(at, at + chunk).clear();
          Comparison candidate = new Comparison(version, seed, List.copyOf(fewer), temper);
          if (candidate.disagrees(one, other)) {
            smallest = candidate;
          } else {
            at += chunk;
          }
        }
      }
      return smallest;
    }

    String report(RoomImplementation one, RoomImplementation other) {
      RandomHistory history = history();
      ProtocolCase asked = ask(history);
      CaseAnswer answer = one.judge(asked);
      return history.timeline().draw(answer)
          + String.join("\n", answer.differences(other.judge(asked)))
          + "\n"
          + asked.toLine();
    }
  }
}
