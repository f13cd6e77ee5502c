package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.project.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that a queue would not work in is refused; in the others it keeps to its folder. */
class ChronicleFlagsTest {
  private static final String OPENS = "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED";
  private static final String EXPORTS = "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED";

  @TempDir private Path folder;

  /** The flags of this JVM, which has what is needed. */
  private static List<String> flags() {
    List<String> flags = new ArrayList<>();
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--")) {
        flags.add(argument);
      }
    }
    return flags;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replaceAll("\\d+L", "*"))
          .sorted()
          .toList();
    }
  }

  @Test
  void missingFlagIsNamedAndNothingIsMade() throws Exception {
    for (String missing : List.of(OPENS, EXPORTS)) {
      List<String> others = new ArrayList<>(flags());
      assertTrue(others.remove(missing));
      Path log = folder.resolve("log");
      String said = ChronicleProcess.run(log, others);
      assertTrue(said.contains("the JVM was started without `" + missing + "`"), said);
      assertEquals(1, said.lines().count(), said);
      assertFalse(Files.exists(log));
    }
  }

  @Test
  void logIsReadWithNoFlagAndNothingOfChronicle() throws Exception {
    Path log = folder.resolve("log");
    ChronicleLogs.closed(log, 30);
    String first = LogSamples.events().get(0).pdu().id().value();
    assertEquals("30 [" + HandRoom.ID + "] " + first, ChronicleProcess.read(log));
  }

  @Test
  void platformThatWouldSyncNothingIsRefused() throws Exception {
    String said = ChronicleProcess.run(folder.resolve("log"), flags(), "jffi");
    assertTrue(said.contains("would sync nothing"), said);
    assertFalse(Files.exists(folder.resolve("log")));
  }

  /** With no property set that would silence it. */
  @Test
  void nothingIsWrittenOrToldOutsideOfItsFolder() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> options = new ArrayList<>(flags());
    options.add("-Duser.home=" + home);
    options.add("-Djava.io.tmpdir=" + temporary);
    options.add("-Dslf4j.internal.verbosity=ERROR");
    assertEquals("wrote 5", ChronicleProcess.run(folder.resolve("log"), options));
    options.add("-Dcalls=true");
    String seen = ChronicleProcess.run(folder.resolve("other"), options);
    for (String call : List.of("http://localhost:1/", "https://localhost:1/", "a socket")) {
      assertTrue(seen.contains("called " + call), seen);
    }
    assertEquals(List.of(), files(home));
    assertEquals(List.of(), files(temporary));
    assertEquals(
        List.of(
            "checkpoint",
            "closed",
            "queue/*.cq4",
            "queue/metadata.cq4t",
            "roomstate.log",
            "writer.lock"),
        files(folder.resolve("log")));
  }

  private static List<String> classesUnder(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (path.endsWith(".jar")) {
        try (ZipFile jar = new ZipFile(path)) {
          jar.stream().map(ZipEntry::getName).filter(n -> n.contains(folder)).forEach(found::add);
        }
      } else if (Files.exists(Path.of(path).resolve(folder))) {
        found.add(path);
      }
    }
    return found;
  }

  @Test
  void codeThatCallsHomeIsNotThere() throws IOException {
    assertTrue(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .noneMatch(jar -> jar.contains("chronicle-analytics")));
    assertEquals(List.of(), classesUnder("net/openhft/chronicle/analytics/"));
    // So that it is known that they would be found.
    assertFalse(classesUnder("net/openhft/chronicle/queue/").isEmpty());
  }

  @Test
  void pageNamesTheFlags() {
    String page = ProjectFiles.read("docs/embedding.md");
    for (String flag : ChronicleFlags.all().split(" ")) {
      assertTrue(page.contains(flag), flag);
    }
    assertEquals("", ChronicleEventLog.missing());
  }
}
