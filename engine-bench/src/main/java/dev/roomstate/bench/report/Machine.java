package dev.roomstate.bench.report;

import dev.roomstate.crypto.Ed25519;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where and of what a run was made.
 *
 * @param date the day
 * @param commit the commit, with a mark where the tree differed from it
 * @param jdk the Java platform
 * @param processor the kind of processor
 * @param cores how many of them the process saw
 * @param provider who verifies signatures
 * @param loadBefore the machine's load before the run
 */
record Machine(
    String date,
    String commit,
    String jdk,
    String processor,
    int cores,
    String provider,
    double loadBefore) {

  static Machine now(String date, String commit) throws IOException {
    return new Machine(
        date,
        commit,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        Ed25519.best().providerName(),
        load());
  }

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processorName() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      for (String line : Files.readAllLines(info)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).trim();
        }
      }
    }
    return System.getProperty("os.arch");
  }
}
