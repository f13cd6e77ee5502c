package dev.roomstate.log.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.project.ProjectFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The example of docs/log-format.md is a frame as it is written. */
class LogFormatPageTest {
  @Test
  void exampleIsTheFrameThatItSaysItIs() {
    byte[] room = RoomFormat.write(new NamedRoom(new RoomId("!a:b"), "11"));
    byte[] frame = new FrameChain(0x01020304).next(1, room);
    String page = ProjectFiles.read("docs/log-format.md");
    String example = page.substring(page.indexOf("52 53 01"), page.indexOf("## Opening"));
    String hex = example.substring(0, example.indexOf("```")).replaceAll("\\s+", " ").trim();
    assertEquals(HexFormat.ofDelimiter(" ").formatHex(frame), hex);
    ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    assertTrue(new FrameChain(0x01020304).read(bytes, 0).isRight());
  }
}
