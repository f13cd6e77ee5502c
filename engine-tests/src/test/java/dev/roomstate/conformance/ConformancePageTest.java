package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.conformance.rules.RuleSituations;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/conformance.md names exists, and what it counts is right. */
class ConformancePageTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> SOURCES =
      List.of(
          "engine/src/main/java/dev/roomstate/",
          "engine/src/test/java/dev/roomstate/",
          "engine-tests/src/main/java/dev/roomstate/conformance/",
          "engine-tests/src/test/java/dev/roomstate/conformance/");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/conformance.md"));
  }

  @Test
  void everyClassThatThePageNamesExists() throws IOException {
    Matcher named = Pattern.compile("`((?:[a-z]+/)*[A-Z]\\w+[a-z]\\w*)`").matcher(page());
    List<String> missing = new ArrayList<>();
    int found = 0;
    while (named.find()) {
      String file = named.group(1) + ".java";
      boolean exists = SOURCES.stream().anyMatch(s -> Files.exists(ROOT.resolve(s + file)));
      if (!exists && file.contains("/")) {
        missing.add(file);
      }
      found += exists ? 1 : 0;
    }
    assertEquals(List.of(), missing);
    assertTrue(found > 60, "the page names " + found + " classes");
  }

  @Test
  void everyBugOfTheCorpusNamesTestsThatExist() throws IOException {
    String page = page();
    int corpus = page.indexOf("## Bug corpus");
    List<String> rows =
        page.substring(corpus, page.indexOf("## ", corpus + 1))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .toList();
    assertEquals(14, rows.size());
    List<String> wrong = new ArrayList<>();
    for (String row : rows) {
      Matcher tests = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)` `(\\w+)`").matcher(row);
      int named = 0;
      while (tests.find()) {
        named++;
        if (!isTest(tests.group(1) + ".java", tests.group(2))) {
          wrong.add(tests.group());
        }
      }
      if (named == 0) {
        wrong.add("no test in " + row);
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Whether the file has a method of this name under the annotation of a test. */
  private static boolean isTest(String file, String method) throws IOException {
    Pattern test =
        Pattern.compile("@(Test|ParameterizedTest|Property)\\b[^{;]*? void " + method + "\\(");
    for (String source : SOURCES) {
      Path path = ROOT.resolve(source + file);
      if (Files.exists(path) && test.matcher(Files.readString(path)).find()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theNumbersOfThePageAreRight() throws IOException {
    List<RecordedRoom> rooms = RecordedRoom.all();
    int events = rooms.stream().mapToInt(room -> room.lines().size()).sum();
    int dropped = rooms.stream().mapToInt(room -> room.dropped().size()).sum();
    int situations = RuleSituations.all().size();
    int pairs =
        RoomVersions.STANDARD
            .all()
            .toJavaStream()
            .map(RuleSituations::in)
            .mapToInt(List::size)
            .sum();
    Stream.of(
            String.format("%d rooms, %,d events", rooms.size(), events),
            dropped + " PDUs that the recording servers never stored",
            String.format("%d named situations", situations),
            String.format("%,d pairs of a situation and a version", pairs))
        .forEach(text -> assertContains(text));
    assertEquals(12, RoomVersions.STANDARD.all().map(RoomVersion::id).size());
  }

  private static void assertContains(String text) {
    try {
      assertTrue(page().contains(text), () -> "the page does not say: " + text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
