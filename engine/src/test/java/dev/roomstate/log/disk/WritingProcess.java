package dev.roomstate.log.disk;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes events to a log, from several threads, and says of each that it is kept,
 * until it is killed.
 */
final class WritingProcess {
  private WritingProcess() {}

  /** Starts it. */
  static Process start(Path folder, LogKind kind, Durability durability, int writers, Path samples)
      throws IOException {
    List<String> command = command(WritingProcess.class);
    command.addAll(
        List.of(
            folder.toString(),
            kind.name(),
            durability.name(),
            Integer.toString(writers),
            samples.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The command, still without arguments, that runs a class as this process would. */
  static List<String> command(Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--") || argument.startsWith("-Dchronicle")) {
        command.add(argument);
      }
    }
    command.addAll(
        List.of(
            "-Dslf4j.internal.verbosity=ERROR",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    return command;
  }

  /** The room of a writer. */
  static RoomId room(int writer) {
    return new RoomId("!w" + writer + ":a.org");
  }

  public static void main(String[] args) {
    FramedEventLog log =
        LogSamples.open(Path.of(args[0]), LogKind.valueOf(args[1]), Durability.valueOf(args[2]));
    List<JudgedEvent> samples = LogSamples.read(Path.of(args[4]));
    for (int writer = 0; writer < Integer.parseInt(args[3]); writer++) {
      RoomId room = room(writer);
      new Thread(() -> write(log, room, samples)).start();
    }
  }

  private static void write(FramedEventLog log, RoomId room, List<JudgedEvent> samples) {
    long next = 0;
    for (LoggedRoom known : log.rooms()) {
      next = known.id().equals(room) ? known.entries() : next;
    }
    while (true) {
      JudgedEvent sample = samples.get((int) (next++ % samples.size()));
      LogPosition position = log.append(room, HandRoom.version("11"), sample);
      log.keep(position);
      synchronized (WritingProcess.class) {
        System.out.println(position.sequence());
        if (System.out.checkError()) {
          // Nobody listens any more.
          Runtime.getRuntime().halt(1);
        }
      }
    }
  }
}
