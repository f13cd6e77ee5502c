package dev.roomstate.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.id.EventId;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BinaryReaderTest {
  private static BinaryReader reader(byte[] bytes) {
    return new BinaryReader(bytes, 0, bytes.length);
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll @LongRange(min = 0) long number, @ForAll long signed, @ForAll String text)
      throws MalformedBytes {
    BinaryWriter out = new BinaryWriter();
    out.number(number);
    out.signed(signed);
    out.word(signed);
    out.id(new EventId("$hand:a.org"));
    out.id(EventId.ofHash(signed, number, 0, 15));
    byte[] written = out.written();
    BinaryReader in = reader(written);
    assertEquals(number, in.number());
    assertEquals(signed, in.signed());
    assertEquals(signed, in.word());
    assertEquals(new EventId("$hand:a.org"), in.id());
    assertEquals(EventId.ofHash(signed, number, 0, 15), in.id());
    in.end();
  }

  @Test
  void partThatEndsOneByteTooEarlyIsRefused() throws MalformedBytes {
    BinaryWriter out = new BinaryWriter();
    out.text("abc");
    byte[] written = out.written();
    assertEquals("abc", reader(written).text());
    for (int length = 0; length < written.length; length++) {
      BinaryReader in = reader(Arrays.copyOf(written, length));
      assertThrows(MalformedBytes.class, in::text);
    }
  }

  @Test
  void numberOfMoreThan63BitsIsRefused() {
    byte[] tooLarge = new byte[10];
    Arrays.fill(tooLarge, (byte) 0xff);
    tooLarge[9] = 1;
    assertThrows(MalformedBytes.class, () -> reader(tooLarge).number());
    tooLarge[9] = (byte) 0xff;
    assertThrows(MalformedBytes.class, () -> reader(tooLarge).signed());
  }
}
