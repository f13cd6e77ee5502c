package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.File;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of its own that writes a few events to a log in a queue, or reads what is there, and
 * says what came of it.
 */
final class ChronicleProcess {
  private ChronicleProcess() {}

  /** Runs it with these options; all that it says. */
  static String run(Path folder, List<String> options) throws IOException, InterruptedException {
    return run(folder, options, "no such jar");
  }

  /** Runs it with these options and without jars of this name; all that it says. */
  static String run(Path folder, List<String> options, String absent)
      throws IOException, InterruptedException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !path.contains(absent))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, ChronicleProcess.class.getName(), folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return said;
  }

  /** Reads the log in a process with no options, and without Chronicle; all that it says. */
  static String read(Path folder) throws IOException, InterruptedException {
    List<String> options = List.of("-Dread=true", "-Dslf4j.internal.verbosity=ERROR");
    return run(folder, options, "net" + File.separator + "openhft");
  }

  public static void main(String[] args) throws IOException {
    Calls.record();
    write(args);
    if (Boolean.getBoolean("calls")) {
      // So that it is known that they would be seen.
      Calls.make();
    }
    Calls.NOTED.forEach(call -> System.out.println("called " + call));
  }

  /** What a process asks of the network. */
  private static final class Calls extends ProxySelector {
    private static final List<String> NOTED = new CopyOnWriteArrayList<>();

    @SuppressWarnings("deprecation") // nothing else is told of every socket
    static void record() throws IOException {
      ProxySelector.setDefault(new Calls());
      Socket.setSocketImplFactory(
          () -> {
            NOTED.add("a socket");
            throw new IllegalStateException("no sockets");
          });
    }

    static void make() {
      for (String url : List.of("http://localhost:1/", "https://localhost:1/")) {
        try {
          new URL(url).openConnection().getInputStream().close();
        } catch (IOException | IllegalStateException e) {
          // Nobody answers there.
        }
      }
      try {
        new Socket("localhost", 1).close();
      } catch (IOException | IllegalStateException e) {
        // Nor here.
      }
    }

    @Override
    public List<Proxy> select(URI uri) {
      NOTED.add(uri.toString());
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException why) {
      NOTED.add(uri.toString());
    }
  }

  private static void write(String[] args) {
    if (Boolean.getBoolean("read")) {
      try (FramedEventLog log = LogSamples.reader(Path.of(args[0]))) {
        String rooms = log.rooms().stream().map(room -> room.id().value()).toList().toString();
        String first = log.read(LogPosition.FIRST).get().event().pdu().id().value();
        System.out.println(LogSamples.ids(log).size() + " " + rooms + " " + first);
      }
      return;
    }
    try (FramedEventLog log =
        LogSamples.open(Path.of(args[0]), LogKind.CHRONICLE, Durability.GROUP)) {
      ChronicleLogs.append(log, LogSamples.events(), 5);
      System.out.println("wrote " + log.end().sequence());
    } catch (LogFailure e) {
      System.out.println(e.getMessage());
    }
  }
}
