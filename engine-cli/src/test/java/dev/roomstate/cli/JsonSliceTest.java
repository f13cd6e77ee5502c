package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a value stands is told in messages, and costs nothing where there are none. */
class JsonSliceTest {
  private static final int NAME_LENGTH = 100_000;
  private static final int MEMBERS = 1_000;

  private static JsonSlice slice(String text) throws NotJson {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonSlice.of(bytes, 0, bytes.length, false);
  }

  private static String path(JsonSlice slice) {
    String message = assertThrows(Malformed.class, slice::flag).getMessage();
    return message.substring(0, message.length() - " is not true or false".length());
  }

  /** Method: what is allocated; all the paths together would be a hundred megabytes. */
  @Test
  void membersUnderALongNameDoNotEachCopyIt() throws Malformed, NotJson {
    String members =
        IntStream.range(0, MEMBERS)
            .mapToObj(i -> "\"" + i + "\":[0]")
            .collect(Collectors.joining(","));
    String name = "n".repeat(NAME_LENGTH);
    JsonSlice outer = slice("{\"" + name + "\":{" + members + "}}").members().get(name);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (JsonSlice member : outer.members().values()) {
      member.elements();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 5_000_000, () -> "bytes allocated: " + bytes);
  }

  @Test
  void pathIsThatOfTheText() throws Malformed, NotJson {
    JsonSlice text = slice("{\"a\":[0,{\"b.c\":[[7]]}]}");
    assertEquals("it", path(text));
    JsonSlice element = text.members().get("a").elements().get(1);
    assertEquals("`a[1]`", path(element));
    JsonSlice deep = element.members().get("b.c").elements().get(0).elements().get(0);
    assertEquals("`a[1].b.c[0][0]`", path(deep));
    assertEquals("`[0]`", path(slice("[1]").elements().get(0)));
  }

  @Test
  void longNameIsShortened() throws Malformed, NotJson {
    String name = "n".repeat(101);
    String shown = "n".repeat(99) + "…";
    String text = "{'a':{'" + name + "':{'b':1,'b':2}}}";
    JsonSlice slice = slice(text.replace('\'', '"')).members().get("a").members().get(name);
    assertEquals("`a." + shown + "`", path(slice));
    String repeated = assertThrows(Malformed.class, slice::members).getMessage();
    assertEquals("`a." + shown + ".b` is there more than once", repeated);
  }
}
