package dev.roomstate.log.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process whose disk is full says so in a sentence, has lost nothing that it had acknowledged,
 * and goes on when there is space. It is a small disk in memory, where one may be mounted;
 * elsewhere a limit of the size of files takes its place.
 */
class FullDiskTest {
  /** What is left of the disk, in KiB, when a log is begun: from most of it down to nothing. */
  private static final List<Integer> FREE_KIB =
      List.of(3_000, 1_500, 1_100, 900, 600, 200, 130, 90, 70, 64, 60, 40, 20, 8, 4, 0);

  private static final long SECONDS_MAX = 120;

  /** More than a queue maps at first, in blocks of 512 octets. */
  private static final int FILE_BLOCKS = 24 << 11;

  @TempDir private Path folder;

  static Stream<Arguments> logs() {
    return Stream.of(LogKind.values())
        .flatMap(kind -> Stream.of(Durability.values()).map(d -> Arguments.of(kind, d)));
  }

  private static List<String> said(String shell, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell + " && exec \"$@\"", "sh"));
    command.addAll(WritingProcess.command(FillingProcess.class));
    command.addAll(arguments);
    return said(command);
  }

  private static List<String> said(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread guard = new Thread(() -> endIfItHangs(process));
    guard.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    guard.join();
    assertEquals(0, process.exitValue(), said);
    return said.lines().toList();
  }

  private static void endIfItHangs(Process process) {
    try {
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  /** How a disk of its own is given to a command; empty where none may be. */
  private static List<String> mount() throws IOException, InterruptedException {
    for (String options : List.of("-rm", "-m")) {
      List<String> mount = List.of("unshare", options);
      List<String> tried = new ArrayList<>(mount);
      tried.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=1m none /tmp"));
      try {
        if (new ProcessBuilder(tried).start().waitFor() == 0) {
          return mount;
        }
      } catch (IOException e) {
        return List.of();
      }
    }
    return List.of();
  }

  @ParameterizedTest
  @MethodSource("logs")
  void writerOnAFullDiskSaysSoAndGoesOnWhenThereIsSpace(LogKind kind, Durability durability)
      throws Exception {
    List<String> mount = mount();
    if (mount.isEmpty()) {
      assertLimitIsSaid(kind, durability);
      return;
    }
    List<String> command = new ArrayList<>(mount);
    command.addAll(
        List.of("sh", "-c", "mount -t tmpfs -o size=12m none " + folder + " && exec \"$@\""));
    command.add("sh");
    command.addAll(WritingProcess.command(FillingProcess.class));
    command.addAll(List.of(folder.toString(), kind.name(), durability.name()));
    command.add(String.join(",", FREE_KIB.stream().map(String::valueOf).toList()));
    List<String> said = said(command);
    assertEquals(1 + 3 * FREE_KIB.size(), said.size(), said.toString());
    for (int i = 1; i < said.size(); i += 3) {
      assertTrue(said.get(i).startsWith("UNUSABLE `" + folder), said.get(i));
      assertTrue(said.get(i).contains("No space left on device"), said.get(i));
      assertEquals(List.of("has space", "has all"), said.subList(i + 1, i + 3));
    }
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void writerWhoseFilesMayNotGrowSaysSo(LogKind kind) throws Exception {
    assertLimitIsSaid(kind, Durability.GROUP);
  }

  private void assertLimitIsSaid(LogKind kind, Durability durability) throws Exception {
    List<String> arguments = List.of(folder.toString(), kind.name(), durability.name());
    List<String> limited = said("ulimit -f " + FILE_BLOCKS, arguments);
    assertEquals(2, limited.size(), limited.toString());
    assertTrue(limited.get(0).startsWith("UNUSABLE `" + folder), limited.get(0));
    assertTrue(limited.get(0).contains("File too large"), limited.get(0));
    int kept = Integer.parseInt(limited.get(1));
    assertTrue(kept > 1_000, "only " + kept);
    try (FramedEventLog log = LogSamples.open(folder, kind, durability)) {
      assertTrue(log.end().sequence() >= kept, log.end() + " of " + kept);
    }
  }
}
