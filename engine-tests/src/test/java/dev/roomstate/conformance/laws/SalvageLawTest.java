package dev.roomstate.conformance.laws;

import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.Temper;
import dev.roomstate.conformance.laws.DamagedPieces.Damage;
import dev.roomstate.conformance.laws.DamagedPieces.Kind;
import dev.roomstate.log.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * Whatever is done to the files of a log, what is salvaged has every event whose frame is whole,
 * judged as it was, in the state that it had but for what is lost, or that is named.
 */
class SalvageLawTest {
  @Provide
  Arbitrary<Damage> damages() {
    return Combinators.combine(
            Arbitraries.of(Kind.values()),
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, 200),
            Arbitraries.integers().between(0, 3000))
        .as(Damage::new);
  }

  @Provide
  Arbitrary<HistorySeed> histories() {
    return Arbitraries.frequencyOf(
        Tuple.of(2, HistoryArbitraries.histories(Temper.HONEST)),
        Tuple.of(1, HistoryArbitraries.histories(new Temper(0, false, true, 5))),
        Tuple.of(1, HistoryArbitraries.histories(Temper.MIXED)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsWholeIsSalvagedOfFiles(
      @ForAll @Size(min = 1, max = 2) List<@From("histories") HistorySeed> rooms,
      @ForAll @Size(max = 6) List<@From("damages") Damage> damages)
      throws IOException {
    assertSalvaged(rooms, damages, LogKind.FILE);
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void whatIsWholeIsSalvagedOfQueues(
      @ForAll @Size(min = 1, max = 2) List<@From("histories") HistorySeed> rooms,
      @ForAll @Size(max = 6) List<@From("damages") Damage> damages)
      throws IOException {
    assertSalvaged(rooms, damages, LogKind.CHRONICLE);
  }

  /** One lost event each, at any place of rooms with forks: no state is wrong and not named. */
  @Property(tries = 15, edgeCases = EdgeCasesMode.NONE)
  void everySingleLossIsNamedOrLeavesStatesRight(@ForAll("histories") HistorySeed room)
      throws IOException {
    Path folder = Files.createTempDirectory("roomstate-salvage");
    try {
      Path sound = folder.resolve("sound");
      ToldEntry.write(List.of(room.toCase()), sound, LogKind.FILE);
      List<ToldEntry> entries = ToldEntry.all(sound);
      if (entries.isEmpty()) {
        return;
      }
      DamagedPieces all = new DamagedPieces(sound);
      for (int i = 0; i < all.kinds().size(); i++) {
        Path log = folder.resolve("log-" + i);
        SalvageCheck.copy(sound, log);
        SalvageCheck.assertSalvaged(
            log, entries, all, List.of(new Damage(Kind.REMOVE, i, 0, 0)), null);
      }
    } finally {
      SalvageCheck.remove(folder);
    }
  }

  private static void assertSalvaged(List<HistorySeed> rooms, List<Damage> damages, LogKind kind)
      throws IOException {
    Path folder = Files.createTempDirectory("roomstate-salvage");
    List<ProtocolCase> cases = rooms.stream().map(HistorySeed::toCase).toList();
    try {
      Path log = folder.resolve("log");
      ToldEntry.write(cases, log, kind);
      List<ToldEntry> entries = ToldEntry.all(log);
      if (entries.isEmpty()) {
        return;
      }
      DamagedPieces foreign = null;
      if (damages.stream().anyMatch(damage -> damage.kind() == Kind.FOREIGN)) {
        Path other = folder.resolve("other");
        ToldEntry.write(cases, other, LogKind.FILE);
        foreign = new DamagedPieces(other);
      }
      SalvageCheck.assertSalvaged(log, entries, new DamagedPieces(log), damages, foreign);
    } finally {
      SalvageCheck.remove(folder);
    }
  }
}
