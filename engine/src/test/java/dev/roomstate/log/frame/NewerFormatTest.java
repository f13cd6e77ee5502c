package dev.roomstate.log.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class NewerFormatTest {
  private static ByteBuffer soundOfVersion(int version) {
    byte[] frame = new FrameChain(1).next(1, new byte[5]);
    frame[2] = (byte) version;
    CRC32C crc = new CRC32C();
    crc.update(frame, 0, 32);
    crc.update(frame, FrameChain.HEADER_BYTES, 5);
    ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putInt(32, (int) crc.getValue());
  }

  @Test
  void everyHigherVersionIsNewer() {
    assertTrue(new FrameChain(1).read(soundOfVersion(FrameChain.VERSION), 0).isRight());
    for (int version = FrameChain.VERSION + 1; version < 256; version++) {
      ByteBuffer bytes = soundOfVersion(version);
      assertEquals(Damage.Kind.NEWER_FORMAT, new FrameChain(1).read(bytes, 0).getLeft());
      assertTrue(FrameHeader.at(bytes, 0).isNewer());
    }
  }
}
