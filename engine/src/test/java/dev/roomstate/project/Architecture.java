package dev.roomstate.project;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The architecture as a table of packages, and the checks that hold the code to it. Every offence
 * is reported by one check only, so that a planted one shows which check it is that works.
 */
final class Architecture {
  /** What a package may name beside itself: packages above it, and libraries. */
  static final String TABLE =
      """
      id         : java.nio.charset
      binary     : id java.lang.invoke java.nio java.nio.charset
      json       : java.math java.nio.charset
      json.jackson : json tools.jackson.databind tools.jackson.databind.node
      version    :
      crypto     : java.security java.security.spec java.lang.reflect
      content    : id json version java.math
      event      : id json version crypto content
      state      : id binary crypto event java.lang.invoke java.nio.charset
      graph      : id binary event state java.lang.invoke java.lang.ref
      auth       : id json version crypto content event java.nio
      resolution : id version crypto content event state graph auth java.nio.charset
      room       : id binary version content event state graph
      receipt    : id version content crypto event state graph auth resolution room
      observe    : jdk.jfr
      log        : id binary version crypto room java.time
      log.frame  : binary java.nio java.util.zip
      log.storage : java.io java.nio.channels java.nio.file
      log.search : log log.frame java.io java.nio java.nio.channels java.nio.file java.util.zip
      log.entry  : id binary version crypto event state graph room log
      log.snapshot : id binary version crypto graph room log log.storage java.io java.nio java.nio.charset
                   java.nio.file java.util.zip org.slf4j
      log.memory : id version room log java.time java.util.concurrent
                   java.util.concurrent.locks
      log.framed : id binary version room observe log log.entry log.frame log.snapshot java.io java.nio
                   log.storage java.nio.channels
                   java.nio.charset java.nio.file java.time java.util.concurrent
                   java.util.concurrent.locks java.util.regex java.util.zip org.slf4j
      log.salvage : id version content event state graph room log log.entry log.framed log.search log.snapshot
                   java.io java.nio java.nio.charset java.nio.file java.util.regex
      log.file   : version log log.frame log.framed java.io java.nio java.nio.file java.util.concurrent
      log.chronicle : version log log.frame log.framed java.io java.nio java.nio.channels
                   java.nio.charset java.nio.file java.time java.time.format java.util.concurrent
                   net.openhft.chronicle.bytes net.openhft.chronicle.core
                   net.openhft.chronicle.core.time net.openhft.chronicle.queue
                   net.openhft.chronicle.queue.impl.single net.openhft.chronicle.queue.rollcycles
                   net.openhft.chronicle.wire net.openhft.posix
      log.disk   : version log log.chronicle log.file log.framed java.nio.file
      (root)     : id json version crypto content event state graph auth resolution room receipt
                   observe log log.memory log.snapshot org.slf4j java.security java.util.concurrent java.util.concurrent.atomic
                   java.util.concurrent.locks
      micrometer : event version log (root) java.util.concurrent io.micrometer.core.instrument
                   io.micrometer.core.instrument.binder
      """;

  /** The classes whose fields may change: each lives within one call (docs/adr/0012). */
  static final Set<String> CURSORS =
      Set.of(
          "BinaryReader",
          "BinaryWriter",
          "CanonicalBuffer",
          "CollectedPairs",
          "Effort",
          "IntIntMap",
          "IntList",
          "IntSet",
          "JsonCursor",
          "JsonText",
          "NewestFirst",
          "ReachedFrom",
          "StateHash",
          "StateMapReader",
          "StateMapWriter",
          "StatesOf",
          "Vertex");

  private static final String ROOT_PACKAGE = "(root)";

  /** The engine's own root, and that of the planted violations. */
  private static final List<String> ROOTS = List.of("dev.roomstate", "planted");

  /** Packages that tell others of the engine, or take from others for it. */
  private static final Set<String> OUTWARD = Set.of("json.jackson", "observe", "micrometer");

  private static final Set<String> OPEN_TO_ALL =
      Set.of(
          "java.lang",
          "java.util",
          "java.util.function",
          "java.util.stream",
          "io.vavr.control",
          "io.vavr.collection");

  private static final Set<String> EFFECT_PACKAGES =
      Set.of(
          "java.io",
          "java.net",
          "java.nio.file",
          "java.nio.channels",
          "java.time",
          "java.util.concurrent",
          "java.util.logging");

  private static final Set<String> EFFECT_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  private static final Set<String> EFFECT_CALLS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.exit",
          "java.lang.System.getProperty",
          "java.lang.System.getenv",
          "java.lang.System.nanoTime",
          "java.util.UUID.randomUUID");

  /** The checks, by what they say. */
  enum Check {
    PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS,
    EVERY_PACKAGE_HAS_A_LINE,
    LINES_NAME_ONLY_LINES_ABOVE,
    PACKAGES_ARE_FREE_OF_CYCLES,
    PURE_CODE_HAS_NO_EFFECTS,
    PURE_CODE_HAS_FINAL_FIELDS_ONLY,
    VAVR_IS_KEPT_TO_ITS_VOCABULARY,
    NO_METHOD_RETURNS_A_TUPLE
  }

  private final Map<String, Set<String>> lines;

  Architecture(String table) {
    this.lines = parse(table);
  }

  private static Map<String, Set<String>> parse(String table) {
    Map<String, Set<String>> lines = new LinkedHashMap<>();
    for (String line : table.replaceAll("\n +", " ").split("\n", -1)) {
      if (!line.isBlank()) {
        String[] sides = line.split(":", 2);
        Set<String> names = new LinkedHashSet<>(List.of(sides[1].strip().split("\\s+")));
        names.remove("");
        lines.put(sides[0].strip(), names);
      }
    }
    return lines;
  }

  /** The packages that have a line. */
  Set<String> packages() {
    return lines.keySet();
  }

  /** All offences in these classes, by the check that reports them. */
  Map<Check, Set<String>> offences(JavaClasses classes) {
    Map<Check, Set<String>> offences = new TreeMap<>();
    put(offences, Check.PACKAGE_NAMES_ONLY_WHAT_ITS_LINE_ALLOWS, foreignNames(classes));
    put(offences, Check.EVERY_PACKAGE_HAS_A_LINE, packagesWithoutLine(classes));
    put(offences, Check.LINES_NAME_ONLY_LINES_ABOVE, linesThatNameLinesBelow());
    put(offences, Check.PACKAGES_ARE_FREE_OF_CYCLES, cycles(classes));
    put(offences, Check.PURE_CODE_HAS_NO_EFFECTS, effects(classes));
    put(offences, Check.PURE_CODE_HAS_FINAL_FIELDS_ONLY, changingFields(classes));
    put(offences, Check.VAVR_IS_KEPT_TO_ITS_VOCABULARY, foreignVocabulary(classes));
    put(offences, Check.NO_METHOD_RETURNS_A_TUPLE, tuples(classes));
    return offences;
  }

  private static void put(Map<Check, Set<String>> all, Check check, Set<String> found) {
    if (!found.isEmpty()) {
      all.put(check, found);
    }
  }

  /** The package's name in the table, or null for one of a library. */
  static String lineOf(String packageName) {
    for (String root : ROOTS) {
      if (packageName.equals(root)) {
        return ROOT_PACKAGE;
      }
      if (packageName.startsWith(root + ".")) {
        return packageName.substring(root.length() + 1);
      }
    }
    return null;
  }

  private static String lineOf(JavaClass type) {
    return lineOf(type.getPackageName());
  }

  private static boolean isPure(JavaClass type) {
    String line = lineOf(type);
    return !line.equals(ROOT_PACKAGE)
        && !line.equals("log")
        && !line.startsWith("log.")
        && !OUTWARD.contains(line);
  }

  private static List<Dependency> dependencies(JavaClass type) {
    List<Dependency> found = new ArrayList<>();
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      if (!element(dependency.getTargetClass()).isPrimitive()) {
        found.add(dependency);
      }
    }
    found.sort(Comparator.comparing(Dependency::getDescription));
    return found;
  }

  private static JavaClass element(JavaClass type) {
    return type.getBaseComponentType();
  }

  /** Check 1: each package names only what its line allows. */
  private Set<String> foreignNames(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      Set<String> allowed = lines.get(lineOf(type));
      if (allowed == null) {
        continue; // for check 2
      }
      for (Dependency dependency : dependencies(type)) {
        JavaClass target = element(dependency.getTargetClass());
        String line = lineOf(target);
        String name = line == null ? target.getPackageName() : line;
        boolean isAllowed =
            name.equals(lineOf(type))
                || allowed.contains(name)
                || (line == null && OPEN_TO_ALL.contains(name))
                || isReportedElsewhere(type, target);
        if (!isAllowed) {
          found.add(lineOf(type) + " names " + target.getName() + " in " + type.getName());
        }
      }
    }
    return found;
  }

  private static boolean isReportedElsewhere(JavaClass type, JavaClass target) {
    return (isPure(type) && isEffect(target)) || target.getPackageName().startsWith("io.vavr");
  }

  /** Check 2: every package has a line. */
  private Set<String> packagesWithoutLine(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!lines.containsKey(lineOf(type))) {
        found.add(type.getPackageName());
      }
    }
    return found;
  }

  /** Check 3: lines name only lines above. */
  private Set<String> linesThatNameLinesBelow() {
    Set<String> found = new TreeSet<>();
    Set<String> above = new TreeSet<>();
    for (Map.Entry<String, Set<String>> line : lines.entrySet()) {
      for (String name : line.getValue()) {
        if (lines.containsKey(name) && !above.contains(name)) {
          found.add(line.getKey() + " names " + name + ", which is not above it");
        } else if (!name.contains(".") && !lines.containsKey(name)) {
          found.add(line.getKey() + " names " + name + ", which has no line");
        }
      }
      above.add(line.getKey());
    }
    return found;
  }

  /** Check 4: packages are free of cycles, whatever the table says. */
  private static Set<String> cycles(JavaClasses classes) {
    Map<String, Set<String>> reached = new TreeMap<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : dependencies(type)) {
        String target = lineOf(element(dependency.getTargetClass()));
        if (target != null && !target.equals(lineOf(type))) {
          reached.computeIfAbsent(lineOf(type), line -> new TreeSet<>()).add(target);
        }
      }
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Set<String> targets : reached.values()) {
        for (String target : List.copyOf(targets)) {
          grown |= targets.addAll(reached.getOrDefault(target, Set.of()));
        }
      }
    }
    Set<String> found = new TreeSet<>();
    reached.forEach(
        (line, targets) -> {
          if (targets.contains(line)) {
            found.add(line + " reaches itself");
          }
        });
    return found;
  }

  private static boolean isEffect(JavaClass target) {
    return EFFECT_PACKAGES.stream()
            .anyMatch(
                name ->
                    target.getPackageName().equals(name)
                        || target.getPackageName().startsWith(name + "."))
        || EFFECT_TYPES.contains(target.getName());
  }

  /** Check 5: pure code reads no clock, file, network or chance, and starts no thread. */
  private static Set<String> effects(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!isPure(type)) {
        continue;
      }
      for (Dependency dependency : dependencies(type)) {
        JavaClass target = element(dependency.getTargetClass());
        if (isEffect(target)) {
          found.add(type.getName() + " uses " + target.getName());
        }
      }
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        String call = access.getTargetOwner().getName() + "." + access.getName();
        if (EFFECT_CALLS.contains(call)) {
          found.add(type.getName() + " calls " + call);
        }
      }
    }
    return found;
  }

  /** Check 6: pure code has only final fields, but for the cursors. */
  private static Set<String> changingFields(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (isPure(type) && !CURSORS.contains(outermost(type).getSimpleName())) {
        found.addAll(changingFields(type));
      }
    }
    return found;
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  static Set<String> changingFields(JavaClass type) {
    Set<String> found = new TreeSet<>();
    for (JavaField field : type.getFields()) {
      if (!field.getModifiers().contains(JavaModifier.FINAL)) {
        found.add(field.getFullName());
      }
    }
    return found;
  }

  /** Check 7: of Vavr, {@code Either}, {@code Option} and persistent collections. */
  private static Set<String> foreignVocabulary(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : dependencies(type)) {
        JavaClass target = element(dependency.getTargetClass());
        if (!isVocabulary(target)) {
          found.add(type.getName() + " uses " + target.getName());
        }
      }
    }
    return found;
  }

  private static boolean isVocabulary(JavaClass target) {
    String outer = target.getName().replaceAll("\\$.*", "");
    return switch (target.getPackageName()) {
      case "java.util" -> !outer.startsWith("java.util.Optional");
      case "io.vavr.control" ->
          outer.equals("io.vavr.control.Either") || outer.equals("io.vavr.control.Option");
      case "io.vavr.collection" -> !outer.equals("io.vavr.collection.Stream");
      // Maps hand their entries to lambdas as tuples; check 8 keeps them out of signatures.
      case "io.vavr" -> outer.startsWith("io.vavr.Tuple") || outer.equals("io.vavr.Value");
      default -> !target.getPackageName().startsWith("io.vavr");
    };
  }

  /** Check 8: no method returns a tuple. */
  private static Set<String> tuples(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      for (JavaMethod method : type.getMethods()) {
        boolean returnsTuple =
            method.getReturnType().getAllInvolvedRawTypes().stream()
                .anyMatch(raw -> raw.getName().startsWith("io.vavr.Tuple"));
        if (returnsTuple && !method.getModifiers().contains(JavaModifier.SYNTHETIC)) {
          found.add(method.getFullName());
        }
      }
    }
    return found;
  }
}
