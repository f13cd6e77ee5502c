package dev.roomstate.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roomstate.project.Architecture.Check;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine keeps to the table of packages, and each check of that would notice. */
class ArchitectureTest {
  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> location.contains("engine/target/classes"))
          .importPackages("dev.roomstate");

  private static final Architecture ARCHITECTURE = new Architecture(Architecture.TABLE);

  @Test
  void engineKeepsToItsTable() {
    assertTrue(ENGINE.size() > 150, "classes were read: " + ENGINE.size());
    assertEquals(Map.of(), ARCHITECTURE.offences(ENGINE));
  }

  @Test
  void everyLineOfTheTableIsAPackage() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : ENGINE) {
      packages.add(Architecture.lineOf(type.getPackageName()));
    }
    assertEquals(packages, new TreeSet<>(ARCHITECTURE.packages()));
  }

  @Test
  void everyCursorIsAClassWithFieldsThatChange() {
    Set<String> changing = new TreeSet<>();
    for (JavaClass type : ENGINE) {
      if (Architecture.CURSORS.contains(type.getSimpleName())
          && !Architecture.changingFields(type).isEmpty()) {
        changing.add(type.getSimpleName());
      }
    }
    assertEquals(new TreeSet<>(Architecture.CURSORS), changing);
  }

  static Stream<Arguments> planted() {
    return Stream.of(
        Arguments.of(
            planted.auth.RulesThatReadTheLog.class, Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS),
        Arguments.of(
            planted.room.RoomThatKnowsVerdicts.class,
            Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS),
        Arguments.of(
            planted.state.StateThatKnowsJackson.class,
            Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS),
        Arguments.of(
            planted.receipt.ReceiptThatChoosesItsLog.class,
            Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS),
        Arguments.of(
            planted.log.LogThatLogsElsewhere.class, Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS),
        Arguments.of(planted.cache.PackageWithoutLine.class, Check.EVERY_PACKAGE_HAS_A_LINE),
        Arguments.of(planted.event.EventThatReadsTheClock.class, Check.PURE_CODE_HAS_NO_EFFECTS),
        Arguments.of(planted.graph.GraphThatWaits.class, Check.PURE_CODE_HAS_NO_EFFECTS),
        Arguments.of(planted.room.RoomThatChanges.class, Check.PURE_CODE_HAS_FINAL_FIELDS_ONLY),
        Arguments.of(
            planted.resolution.ResolutionThatTries.class, Check.VAVR_IS_KEPT_TO_ITS_VOCABULARY),
        Arguments.of(
            planted.content.ContentThatIsOptional.class, Check.VAVR_IS_KEPT_TO_ITS_VOCABULARY),
        Arguments.of(planted.version.VersionInPairs.class, Check.NO_METHOD_RETURNS_A_TUPLE));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("planted")
  void plantedViolationIsCaughtByExactlyOneCheck(Class<?> violation, Check check) {
    JavaClasses classes = new ClassFileImporter().importClasses(violation);
    assertEquals(Set.of(check), ARCHITECTURE.offences(classes).keySet());
  }

  @Test
  void tableThatNamesALineBelowIsCaughtByExactlyOneCheck() {
    String turned = "id   : json\njson : java.math java.nio.charset\n";
    JavaClasses none = new ClassFileImporter().importClasses(Set.of());
    assertEquals(
        Set.of(Check.LINES_NAME_ONLY_LINES_ABOVE),
        new Architecture(turned).offences(none).keySet());
  }

  @Test
  void tableThatNamesAPackageWithoutLineIsCaughtByExactlyOneCheck() {
    JavaClasses none = new ClassFileImporter().importClasses(Set.of());
    assertEquals(
        Set.of(Check.LINES_NAME_ONLY_LINES_ABOVE),
        new Architecture("id : absent\n").offences(none).keySet());
  }

  /**
   * A cycle cannot be written without an offence against the table too: this one is caught by the
   * check of cycles and the check of the line that it breaks, and by no other.
   */
  @Test
  void cycleIsCaughtByTheCheckOfCycles() {
    JavaClasses classes =
        new ClassFileImporter()
            .importClasses(planted.id.IdThatKnowsJson.class, planted.json.JsonThatKnowsIds.class);
    assertEquals(
        Set.of(Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS, Check.PACKAGES_ARE_FREE_OF_CYCLES),
        ARCHITECTURE.offences(classes).keySet());
  }

  @Test
  void documentationQuotesTheTable() {
    String page = ProjectFiles.read("docs/architecture.md");
    assertTrue(page.contains("```\n" + Architecture.TABLE + "```\n"), "the table is quoted");
    assertFalse(page.contains("\t"));
  }
}
