package dev.roomstate.conformance.history;

import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random histories for jqwik. They shrink by leaving out moves. */
public final class HistoryArbitraries {
  private static final int MOVES_MIN = 3;
  private static final int MOVES_MAX = 72;

  private HistoryArbitraries() {}

  /** Histories of all room versions and tempers. */
  public static Arbitrary<HistorySeed> histories() {
    return histories(versions(), tempers());
  }

  /** Histories of this temper, of all room versions. */
  public static Arbitrary<HistorySeed> histories(Temper temper) {
    return histories(versions(), Arbitraries.just(temper));
  }

  private static Arbitrary<HistorySeed> histories(
      Arbitrary<String> versions, Arbitrary<Temper> tempers) {
    Arbitrary<Long> seeds = Arbitraries.randomValue(Random::nextLong);
    Arbitrary<List<Long>> moves = seeds.list().ofMinSize(MOVES_MIN).ofMaxSize(MOVES_MAX);
    return Combinators.combine(versions, seeds, moves, tempers).as(HistorySeed::new);
  }

  private static Arbitrary<String> versions() {
    return Arbitraries.of(RoomVersions.STANDARD.all().map(RoomVersion::id).toJavaList());
  }

  private static Arbitrary<Temper> tempers() {
    return Arbitraries.of(Temper.HONEST, Temper.MIXED, Temper.HOSTILE, Temper.SEALED);
  }
}
