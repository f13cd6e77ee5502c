package dev.roomstate;

import dev.roomstate.event.EventBuilder;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that sends events to rooms of an engine, most of which are not in memory, and says of
 * each when it is acknowledged, until it is killed.
 */
final class ServingProcess {
  static final TestServer HOME = TestServer.named("home.org");
  static final int ROOMS = 4;
  private static final int THREADS = 2;

  private ServingProcess() {}

  static EngineConfig config() {
    return EngineConfig.withKeys(TestServer.keys(HOME))
        .withMemory(MemoryLimits.STANDARD.withResidentBytesMax(30_000).withUnsavedEntriesMin(5));
  }

  static FramedEventLog open(Path folder, LogKind kind, LogCheck check) {
    return DurableLog.open(
        folder, Option.some(kind), RoomVersions.STANDARD, Durability.GROUP, LogAccess.WRITE, check);
  }

  /** Starts it. */
  static Process start(Path folder, LogKind kind, long seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--") || argument.startsWith("-D")) {
        command.add(argument);
      }
    }
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ServingProcess.class.getName(),
            folder.toString(),
            kind.name(),
            Long.toString(seed)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) {
    FramedEventLog log = open(Path.of(args[0]), LogKind.valueOf(args[1]), LogCheck.BESIDE_USE);
    RoomStateEngine engine = RoomStateEngine.open(config(), log);
    List<RoomId> rooms = new ArrayList<>();
    for (int i = 0; i < ROOMS; i++) {
      RoomId id = new RoomId("!room" + i + ":" + HOME.name());
      boolean isBegun =
          engine.room(id).exists(writer -> writer.room().currentState().get().state().size() >= 4);
      if (!isBegun) {
        TestRoom.open(engine, HandRoom.version("11"), HOME, "room" + i);
      }
      rooms.add(id);
    }
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(Long.parseLong(args[2]) + thread);
      new Thread(() -> send(engine, log, rooms, random)).start();
    }
  }

  private static void send(
      RoomStateEngine engine, FramedEventLog log, List<RoomId> rooms, Random random) {
    EventBuilder builder = HOME.builder(HandRoom.version("11").rules());
    while (true) {
      RoomId id = rooms.get(random.nextInt(rooms.size()));
      StateKey key = new StateKey("topic", "" + random.nextInt(9));
      EventTemplate template =
          EventTemplate.state(
              id,
              key,
              HOME.user("alice"),
              random.nextInt(1 << 30),
              TestServer.json("{\"n\":" + random.nextInt(1 << 30) + "}"));
      Received sent = engine.room(id).get().send(template, builder);
      if (sent.receipt() instanceof Receipt.Judged judged
          && judged.entry().outcome() == Outcome.ACCEPTED) {
        say(id + " " + judged.placed().id());
      }
      if (random.nextInt(40) == 0) {
        log.checkpoint();
      }
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    if (System.out.checkError()) {
      // Nobody listens any more.
      Runtime.getRuntime().halt(1);
    }
  }
}
