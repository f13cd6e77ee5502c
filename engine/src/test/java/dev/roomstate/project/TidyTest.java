package dev.roomstate.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What docs/STYLE.md asks of sources and pages, as far as a program can see it. */
class TidyTest {
  private static final int COLUMNS_MAX = 100;
  private static final int FILE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 70;

  /** In two parts, so that this file has none of them. */
  private static final Pattern LEFT_OVER = Pattern.compile("\\b(FIX" + "ME|TO" + "DO|XX" + "X)\\b");

  private static final Pattern NO_NOUN =
      Pattern.compile("(Abstract.*|.*(Util|Utils|Helper|Helpers|Manager|Impl))");

  private static final Pattern MACHINE_PATH =
      Pattern.compile("(^|[^\\w.])(/home/|/root/|/tm" + "p/|/wo" + "rk/|/Users/|[A-Z]:\\\\)\\w");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private static final Pattern TABLE = Pattern.compile("(List|Set|Map|Stream)\\.(of|ofEntries)");

  /** Calls that pure code must not make, with what to call instead. */
  private static final List<String> BANNED_CALLS =
      List.of(
          "System.out: return a value",
          "System.err: return a value",
          ".printStackTrace(: return a value",
          ".getBytes(): name the charset",
          ".toLowerCase(): name the locale",
          ".toUpperCase(): name the locale",
          "String.format(: concatenate",
          "Double.toString(: ShortestDecimal",
          "String.valueOf(double: ShortestDecimal",
          ".parallelStream(: loop",
          ".printf(: return a value",
          "Thread.sleep(: do not wait",
          ".hashCode() %: SeededHash");

  private static List<Path> sources() {
    List<Path> sources = ProjectFiles.under("", ".java");
    assertTrue(sources.size() > 200, "sources were found: " + sources.size());
    return sources;
  }

  private static List<Path> pages() {
    List<Path> pages = ProjectFiles.under("", ".md");
    assertTrue(pages.size() > 10, "pages were found: " + pages.size());
    return pages;
  }

  /** Where lines are as they should not be. */
  private static List<String> lines(List<Path> files, Predicate<String> isWrong) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String[] lines = ProjectFiles.read(file).split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (isWrong.test(lines[i])) {
          found.add(place(file, i + 1) + " " + lines[i].strip());
        }
      }
    }
    return found;
  }

  private static String place(Path file, long line) {
    return ProjectFiles.name(file) + ":" + line;
  }

  @Test
  void linesAreNotTooLong() {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      found.addAll(tooLong(ProjectFiles.name(file), ProjectFiles.read(file)));
    }
    assertEquals(List.of(), found);
  }

  /** Lines over the limit, but for those of literals, which no formatter can break. */
  private static List<String> tooLong(String name, String source) {
    List<String> found = new ArrayList<>();
    boolean inTextBlock = false;
    String[] lines = source.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean delimiter = lines[i].contains("\"\"\"");
      boolean literal = inTextBlock || delimiter || lines[i].contains("\"");
      if (lines[i].codePointCount(0, lines[i].length()) > COLUMNS_MAX && !literal) {
        found.add(name + ":" + (i + 1));
      }
      inTextBlock ^= delimiter;
    }
    return found;
  }

  @Test
  void lineThatIsTooLongIsFoundAndALiteralIsNot() {
    String words = "x ".repeat(60);
    assertEquals(List.of("a:2"), tooLong("a", "ok\n// " + words + "\n\"" + words + "\""));
    assertEquals(List.of(), tooLong("a", "\"\"\"\n" + words + "\n\"\"\""));
    assertEquals(List.of("a:4"), tooLong("a", "\"\"\"\n" + words + "\n\"\"\"\n" + words));
  }

  @Test
  void filesAreNotTooLong() {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      long lines = ProjectFiles.read(file).lines().count();
      if (lines > FILE_LINES_MAX) {
        found.add(ProjectFiles.name(file) + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void sourcesHaveNoTabsAndNothingLeftOver() {
    List<Path> files = new ArrayList<>(sources());
    files.addAll(pages());
    files.addAll(ProjectFiles.under("", ".xml"));
    assertEquals(List.of(), lines(files, line -> line.indexOf('\t') >= 0));
    assertEquals(List.of(), lines(files, line -> line.endsWith(" ")));
    assertEquals(List.of(), lines(files, line -> LEFT_OVER.matcher(line).find()));
  }

  @Test
  void nothingNamesAPathOfSomeMachine() {
    List<Path> files = new ArrayList<>(sources());
    files.addAll(pages());
    files.addAll(ProjectFiles.under("", ".xml"));
    files.addAll(ProjectFiles.under("engine/src/test/resources", ""));
    assertEquals(List.of(), lines(files, line -> MACHINE_PATH.matcher(line).find()));
    assertTrue(MACHINE_PATH.matcher("at /home/" + "x").find());
    assertTrue(!MACHINE_PATH.matcher("{@code /rooms/tm" + "p}").find());
  }

  @Test
  void pureCodeMakesNoBannedCall() {
    List<String> found = new ArrayList<>();
    List<Path> files = ProjectFiles.under("engine/src/main", ".java");
    for (String banned : BANNED_CALLS) {
      String call = banned.substring(0, banned.indexOf(": "));
      for (String line : lines(files, text -> text.contains(call))) {
        found.add(banned + " in " + line);
      }
    }
    assertEquals(List.of(), found);
  }

  /** A scan of one file for types without a noun and methods over the limit. */
  private static final class Scan extends TreeScanner<Void, CompilationUnitTree> {
    private final SourcePositions positions;
    private final String name;
    private final List<String> found = new ArrayList<>();

    Scan(SourcePositions positions, String name) {
      this.positions = positions;
      this.name = name;
    }

    @Override
    public Void visitClass(ClassTree type, CompilationUnitTree unit) {
      if (NO_NOUN.matcher(type.getSimpleName()).matches()) {
        found.add(name + ": the type " + type.getSimpleName() + " has no noun");
      }
      return super.visitClass(type, unit);
    }

    @Override
    public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
      LineMap lines = unit.getLineMap();
      long end = positions.getEndPosition(unit, method);
      if (end >= 0) {
        long first = lines.getLineNumber(positions.getStartPosition(unit, method));
        long length = lines.getLineNumber(end) - first + 1 - rows(method, unit);
        if (length > METHOD_LINES_MAX) {
          found.add(name + ":" + first + " " + method.getName() + " has " + length + " lines");
        }
      }
      return super.visitMethod(method, unit);
    }

    /** The lines of collections that are written out: a table has as many rows as it has. */
    private long rows(MethodTree method, CompilationUnitTree unit) {
      long[] rows = new long[1];
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
          if (!TABLE.matcher(call.getMethodSelect().toString()).matches()) {
            return super.visitMethodInvocation(call, null);
          }
          LineMap lines = unit.getLineMap();
          rows[0] +=
              lines.getLineNumber(positions.getEndPosition(unit, call))
                  - lines.getLineNumber(positions.getStartPosition(unit, call));
          return null;
        }
      }.scan(method, null);
      return rows[0];
    }
  }

  private static List<String> scan(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  diagnostic -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        Scan scan = new Scan(positions, String.valueOf(file.getFileName()));
        scan.scan(unit, unit);
        found.addAll(scan.found);
      }
    }
    return found;
  }

  @Test
  void typesAreNounsAndMethodsFitAScreen() throws IOException {
    assertEquals(List.of(), scan(sources()));
  }

  @Test
  void longMethodAndTypeWithoutNounAreFound() throws IOException {
    Path folder = Files.createTempDirectory("tidy");
    Path file = folder.resolve("A.java");
    try {
      String body = "int a;\n".repeat(METHOD_LINES_MAX - 1);
      Files.writeString(
          file,
          "class A {\n void fits() {\n"
              + body.substring(7)
              + "}\n"
              + "/** Long. */\n void isLong() {\n"
              + body
              + "}\n"
              + "record Json"
              + "Utils(int a) {}\n class Abstract"
              + "A {} }\n");
      assertEquals(
          List.of(
              "A.java:73 isLong has 71 lines",
              "A.java: the type JsonUtils has no noun",
              "A.java: the type AbstractA has no noun"),
          scan(List.of(file)));
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  @Test
  void linksBetweenPagesResolve() {
    List<String> found = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(ProjectFiles.read(page));
      while (links.find()) {
        String target = links.group(1).replaceAll("#.*", "");
        if (target.isEmpty() || target.contains("://") || target.startsWith("mailto:")) {
          continue;
        }
        Path linked = page.resolveSibling(target).normalize();
        if (!Files.exists(linked)) {
          found.add(ProjectFiles.name(page) + " links to " + target);
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<String> found = new ArrayList<>();
    for (Path file : ProjectFiles.under("engine/src/main", ".java")) {
      if (!Files.exists(file.resolveSibling("package-info.java"))) {
        found.add(ProjectFiles.name(file));
      }
    }
    assertEquals(List.of(), found);
  }
}
