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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, compiled as it stands there and run on a recorded room. */
class ReadmeExampleTest {
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
    List<String> examples = PageExamples.of("README.md");
    assertEquals(1, examples.size(), "examples in the README");
    return examples.get(0);
  }

  /** The example as a class, with its last variable given back. */
  private Class<?> compile(String name, String example) throws Exception {
    String open = example.substring(0, example.lastIndexOf('}'));
    return PageExamples.compile(folder, name, SOURCE.formatted(name, open));
  }

  @Test
  void exampleCompilesAsItStands() throws Exception {
    assertEquals("Verbatim", compile("Verbatim", example()).getSimpleName());
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
        (Surroundings) compile("OfTheRoom", ofTheRoom).getDeclaredConstructor().newInstance();
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
