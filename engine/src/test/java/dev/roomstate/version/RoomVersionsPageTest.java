package dev.roomstate.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.project.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/room-versions.md is made of the code; {@code -DupdateDocs} writes it anew. */
class RoomVersionsPageTest {
  private static final String PAGE = "docs/room-versions.md";
  private static final List<String> FLAG_TYPES =
      List.of("FormatFlag", "SignatureFlag", "AuthFlag", "RedactionFlag");

  /** A constant with the comment above it. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z][A-Z0-9_]+)(?=[,;\\s}])", Pattern.DOTALL);

  @Test
  void pageSaysWhatTheCodeSays() throws IOException {
    String page = page();
    if (System.getProperty("updateDocs") != null) {
      Files.writeString(ProjectFiles.ROOT.resolve(PAGE), page);
    }
    assertEquals(page, ProjectFiles.read(PAGE), "run with -DupdateDocs to write the page anew");
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Room versions

            What each room version switches on. A test makes this page of `version/RoomVersionRules` and the comments of
            the flags; `mvn -pl engine -Dtest=RoomVersionsPageTest -DupdateDocs test` writes it anew.

            """);
    page.append("| |");
    RoomVersions.STANDARD.all().forEach(version -> page.append(' ').append(version).append(" |"));
    page.append("\n|---|").append("---|".repeat(RoomVersions.STANDARD.all().size())).append('\n');
    row(page, "event ids", version -> shortName(version.rules().eventIds()));
    row(page, "references", version -> shortName(version.rules().references()));
    row(page, "state resolution", version -> shortName(version.rules().resolution()));
    row(page, "list of rules", version -> shortName(version.rules().ruleList()));
    for (String type : FLAG_TYPES) {
      for (String flag : constants(type).keySet()) {
        row(
            page,
            "`" + flag + "`",
            version -> FeatureMatrixTest.flags(version.rules()).contains(flag) ? "x" : "");
      }
    }
    for (String type : FLAG_TYPES) {
      page.append("\n## ").append(type).append("\n\n");
      constants(type)
          .forEach((flag, sentence) -> page.append("* `" + flag + "`: " + sentence + "\n"));
    }
    return page.toString();
  }

  private static void row(StringBuilder page, String title, Function<RoomVersion, String> cell) {
    page.append("| ").append(title).append(" |");
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      String text = cell.apply(version);
      page.append(text.isEmpty() ? " |" : " " + text + " |");
    }
    page.append('\n');
  }

  private static String shortName(Enum<?> choice) {
    return switch (choice.name()) {
      case "SERVER_CHOSEN" -> "chosen";
      case "REFERENCE_HASH" -> "hash";
      case "URL_SAFE_REFERENCE_HASH" -> "url-safe hash";
      case "ID_AND_HASHES" -> "pairs";
      case "ID" -> "ids";
      default -> choice.name().replace("V", "").replace('_', '.');
    };
  }

  private static Map<String, String> constants(String type) {
    String source =
        ProjectFiles.read("engine/src/main/java/dev/roomstate/version/" + type + ".java");
    Map<String, String> constants = new LinkedHashMap<>();
    Matcher matcher = CONSTANT.matcher(source.substring(source.indexOf('{')));
    while (matcher.find()) {
      String sentence =
          matcher
              .group(1)
              .replaceAll("\\s*\\n\\s*\\* ?", " ")
              .replaceAll("\\{@code ([^}]*)}", "`$1`")
              .replaceAll("<sup>([^<]*)</sup>", "^$1")
              .strip();
      constants.put(matcher.group(2), sentence);
    }
    return constants;
  }
}
