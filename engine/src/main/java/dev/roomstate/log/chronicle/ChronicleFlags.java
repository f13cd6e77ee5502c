package dev.roomstate.log.chronicle;

import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.core.Jvm;
import net.openhft.posix.PosixAPI;

/** What Chronicle Queue needs of the JVM. Without it, it would write nothing, or sync nothing. */
final class ChronicleFlags {
  private static final String REFLECTION = "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED";
  private static final String CHANNELS = "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED";
  private static final String REFERENCES = "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED";
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
  private static final String MEMORY = "--sun-misc-unsafe-memory-access=allow";
  private static final int JDK_WITH_WARNINGS = 24;

  private ChronicleFlags() {}

  /** All that it is to be started with on this JDK. */
  static String all() {
    List<String> all = new ArrayList<>(List.of(REFLECTION, CHANNELS, REFERENCES));
    if (Runtime.version().feature() >= JDK_WITH_WARNINGS) {
      all.add(NATIVE);
      all.add(MEMORY);
    }
    return String.join(" ", all);
  }

  /** What is missing, as a sentence; empty if nothing. */
  static String missing() {
    Module java = Object.class.getModule();
    Module chronicle = Jvm.class.getModule();
    List<String> missing = new ArrayList<>();
    if (!java.isOpen("java.lang.reflect", chronicle)) {
      missing.add(REFLECTION);
    }
    if (!java.isExported("sun.nio.ch", chronicle)) {
      missing.add(CHANNELS);
    }
    if (!missing.isEmpty()) {
      return "the JVM was started without `"
          + String.join(" ", missing)
          + "`; a log in Chronicle Queue needs `"
          + all()
          + "`";
    }
    try {
      String posix = PosixAPI.posix().getClass().getSimpleName();
      return posix.contains("NoOp") ? noNative("it found `" + posix + "`") : "";
    } catch (LinkageError e) {
      return noNative(String.valueOf(e.getMessage()));
    }
  }

  private static String noNative(String why) {
    return "Chronicle Queue cannot call the operating system, and would sync nothing ("
        + why
        + "); it needs the library jnr-ffi and `"
        + all()
        + "`";
  }
}
