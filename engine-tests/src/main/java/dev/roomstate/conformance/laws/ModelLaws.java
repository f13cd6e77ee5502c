package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.roomstate.conformance.DifferentialRun;
import dev.roomstate.conformance.ModelImplementation;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The law above all: the subject gives every event the outcome, check, rule, content hash and
 * states that the definitional model gives it.
 */
public interface ModelLaws {
  /** How many events the fixed run judges. */
  long FIXED_EVENTS = 21_000;

  /** Who is tried. */
  RoomImplementation subject();

  /** Random histories. */
  @Provide
  default Arbitrary<HistorySeed> anyHistories() {
    return HistoryArbitraries.histories();
  }

  /** The same histories in every run, all versions and tempers in turn. */
  @Example
  default void theSubjectAgreesWithTheModelOnTheFixedHistories() {
    List<String> versions = RoomVersions.STANDARD.all().map(RoomVersion::id).toJavaList();
    DifferentialRun run = new DifferentialRun(subject(), new ModelImplementation());
    run.compare(20_261, FIXED_EVENTS, versions).forEach(disagreement -> fail(disagreement));
    assertTrue(run.judged() >= FIXED_EVENTS, run::summary);
  }

  /** Other histories in every run. */
  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  default void theSubjectAgreesWithTheModel(@ForAll("anyHistories") HistorySeed history) {
    ModelImplementation model = new ModelImplementation();
    assertTrue(
        history.differences(subject(), model).isEmpty(), () -> history.report(subject(), model));
  }
}
