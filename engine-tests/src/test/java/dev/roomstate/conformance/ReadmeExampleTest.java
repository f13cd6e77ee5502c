package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.RoomStateEngine;
import dev.roomstate.content.Membership;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.receipt.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, compiled as it stands there and run on a recorded room. */
class ReadmeExampleTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String KEYS =
      "KeyRing.of(Map.of(\"example.org\", Map.of(\"ed25519:1\", key)))";
  private static final String USER = "@alice:example.org";

  /**
   * Written around the example; {@code %1$s} is the name of the class, {@code %2$s} the example.
   */
  private static final String SOURCE =
      """
      package dev.roomstate.conformance;

      import dev.roomstate.*;
      import dev.roomstate.content.*;
      import dev.roomstate.crypto.*;
      import dev.roomstate.id.*;
      import dev.roomstate.receipt.*;
      import dev.roomstate.room.*;
      import java.util.*;

      final class %1$s extends ReadmeExampleTest.Surroundings {
        @Override
        Membership run() {
          %2$s
            return alice;
          }
        }
      }
      """;

  @TempDir Path folder;

  /** What the example takes for granted. */
  abstract static class Surroundings {
    final List<Receipt> answers = new ArrayList<>();
    VerifyKey key;
    KeyRing keysOfTheRoom;
    RoomId roomId;
    List<byte[]> transaction;

    abstract Membership run();

    void answer(Receipt receipt) {
      answers.add(receipt);
    }

    void refuse(RoomStateEngine.Unroutable why) {
      throw new AssertionError(why);
    }
  }

  private static String example() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<String> blocks =
        JAVA_BLOCK.matcher(readme).results().map(block -> block.group(1).strip()).toList();
    assertEquals(1, blocks.size(), "examples in the README");
    return blocks.get(0);
  }

  /** The example as a class, with its last variable given back. */
  private byte[] compile(String name, String example) throws IOException {
    String open = example.substring(0, example.lastIndexOf('}'));
    Path source = Files.writeString(folder.resolve(name + ".java"), SOURCE.formatted(name, open));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, complaints::toString);
    }
    return Files.readAllBytes(folder.resolve("dev/roomstate/conformance/" + name + ".class"));
  }

  @Test
  void exampleCompilesAsItStands() throws IOException {
    assertTrue(compile("Verbatim", example()).length > 0);
  }

  /** With the keys and the user of the room in the place of those that the example makes up. */
  @Test
  void exampleReceivesARoomAndReadsItsState() throws Exception {
    RecordedRoom room = RecordedRoom.read("v11-space");
    String creator = room.lines().get(0).get("pdu").get("sender").asString();
    String example = example();
    assertTrue(example.contains(KEYS) && example.contains(USER), example);
    String ofTheRoom = example.replace(KEYS, "keysOfTheRoom").replace(USER, creator);
    Surroundings made =
        (Surroundings)
            MethodHandles.lookup()
                .defineClass(compile("OfTheRoom", ofTheRoom))
                .getDeclaredConstructor()
                .newInstance();
    made.keysOfTheRoom = room.keys();
    made.roomId = new RoomId(room.lines().get(0).get("pdu").get("room_id").asString());
    made.transaction =
        room.lines().stream()
            .map(line -> line.get("pdu").toString().getBytes(StandardCharsets.UTF_8))
            .toList();

    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Membership.JOIN, made.run());
    } finally {
      System.setOut(out);
    }
    int size = made.transaction.size();
    assertEquals(size, made.answers.size());
    assertEquals(size, printed.toString(StandardCharsets.UTF_8).lines().count());
    assertTrue(made.answers.stream().allMatch(Receipt.Judged.class::isInstance));
  }
}
