package dev.roomstate.conformance;

import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.Temper;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Judges random histories by two implementations and compares: {@code DifferentialRun --seed 1
 * --events 500000 --versions 1,2,12} compares the engine with the model. Ends with 1 at the first
 * disagreement, after it has been made as small as leaving out moves makes it.
 */
public final class DifferentialRun {
  private static final int MOVES_MIN = 3;
  private static final int MOVES_MAX = 75;

  private final RoomImplementation subject;
  private final RoomImplementation model;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> rules = new TreeMap<>();
  private long judged;

  /** A run that compares these two. */
  public DifferentialRun(RoomImplementation subject, RoomImplementation model) {
    this.subject = subject;
    this.model = model;
  }

  /** Compares the engine with the model. */
  public static void main(String[] arguments) {
    long seed = Long.parseLong(option(arguments, "--seed", "1"));
    long events = Long.parseLong(option(arguments, "--events", "100000"));
    List<String> versions =
        List.of(option(arguments, "--versions", "1,2,3,4,5,6,7,8,9,10,11,12").split(","));
    DifferentialRun run =
        new DifferentialRun(new EngineImplementation(), new ModelImplementation());
    Option<String> disagreement = run.compare(seed, events, versions);
    System.out.println(run.summary());
    disagreement.forEach(System.out::println);
    System.exit(disagreement.isDefined() ? 1 : 0);
  }

  private static String option(String[] arguments, String name, String otherwise) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
  }

  /**
   * Compares until so many events are judged.
   *
   * @return the first disagreement: a drawing, the differences, and the case
   */
  public Option<String> compare(long seed, long events, List<String> versions) {
    Random random = new Random(seed);
    for (int i = 0; judged < events; i++) {
      HistorySeed history =
          HistorySeed.of(
              versions.get(i % versions.size()),
              random.nextLong(),
              MOVES_MIN + random.nextInt(MOVES_MAX - MOVES_MIN),
              Temper.of(i / versions.size()));
      ProtocolCase asked = history.toCase();
      CaseAnswer answer = subject.judge(asked);
      count(answer);
      if (!answer.differences(model.judge(asked)).isEmpty()) {
        return Option.some(history.shrink(subject, model).report(subject, model));
      }
    }
    return Option.none();
  }

  /** How many events were judged. */
  public long judged() {
    return judged;
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

  /** What was judged, and by which rules events were rejected. */
  public String summary() {
    return judged + " events judged " + outcomes + "\nrejected by " + rules;
  }
}
