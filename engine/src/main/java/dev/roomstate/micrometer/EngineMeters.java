package dev.roomstate.micrometer;

import dev.roomstate.EngineCounts;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.event.Outcome;
import dev.roomstate.version.AuthRule;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of an engine: {@code docs/observability.md} lists them. They read what the engine
 * counts anyway, when the registry asks, and cost nothing between. Registries hold the engine
 * weakly: keep it as long as it is to be seen. Needs {@code micrometer-core} on the class path,
 * which the engine itself does not. Thread-safe.
 */
public final class EngineMeters implements MeterBinder {
  private final RoomStateEngine engine;
  private final List<Tag> tags;

  /**
   * The meters of an engine.
   *
   * @param tags what all of them are tagged with, to tell engines of one process apart
   */
  public EngineMeters(RoomStateEngine engine, Iterable<Tag> tags) {
    this.engine = engine;
    List<Tag> all = new ArrayList<>();
    tags.forEach(all::add);
    this.tags = List.copyOf(all);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindLog(registry);
    bindRooms(registry);
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter.builder("roomstate.events", engine, e -> e.counts().entriesKept(outcome))
          .description("events that were judged and kept, by what became of them")
          .tag("outcome", outcome.label())
          .tags(tags)
          .register(registry);
    }
    for (AuthRule rule : AuthRule.values()) {
      if (!rule.allows()) {
        FunctionCounter.builder("roomstate.rejections", engine, e -> e.counts().rejections(rule))
            .description("events that were rejected or soft-failed, by rule")
            .tag("rule", rule.name().toLowerCase(Locale.ROOT))
            .tags(tags)
            .register(registry);
      }
    }
  }

  private void bindLog(MeterRegistry registry) {
    count(
        registry,
        "roomstate.log.appended",
        "entries that were appended",
        EngineCounts::entriesAppended);
    count(
        registry,
        "roomstate.log.kept",
        "entries that the log has kept, and that were acknowledged",
        EngineCounts::entriesKept);
    FunctionTimer.builder(
            "roomstate.log.syncs",
            engine,
            e -> e.log().syncs().syncs(),
            e -> e.log().syncs().nanos(),
            TimeUnit.NANOSECONDS)
        .description("how long the log waited for the disk")
        .tags(tags)
        .register(registry);
    Gauge.builder("roomstate.log.end", engine, e -> e.log().end().sequence())
        .description("the entries of the log")
        .tags(tags)
        .register(registry);
  }

  private void bindRooms(MeterRegistry registry) {
    count(
        registry,
        "roomstate.rooms.loaded",
        "rooms that were loaded into memory",
        EngineCounts::roomsLoaded);
    count(
        registry,
        "roomstate.rooms.let.go",
        "rooms that were let go of, to be loaded again",
        EngineCounts::roomsLetGo);
    count(
        registry,
        "roomstate.snapshots.read",
        "snapshots that were read and used",
        EngineCounts::snapshotsRead);
    count(
        registry,
        "roomstate.snapshots.written",
        "snapshots that were made",
        EngineCounts::snapshotsWritten);
    Gauge.builder("roomstate.rooms.resident", engine, RoomStateEngine::residentRooms)
        .description("rooms in memory")
        .tags(tags)
        .register(registry);
    Gauge.builder("roomstate.rooms.resident.size", engine, RoomStateEngine::residentBytes)
        .description("what the rooms in memory take, roughly")
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<EngineCounts> counted) {
    FunctionCounter.builder(name, engine, e -> counted.applyAsDouble(e.counts()))
        .description(description)
        .tags(tags)
        .register(registry);
  }
}
