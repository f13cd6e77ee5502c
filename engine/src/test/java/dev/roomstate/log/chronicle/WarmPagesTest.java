package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmPagesTest {
  private static final int PAGE = 4096;
  private static final int OWN = 0x4000_0000;

  @TempDir private Path folder;

  private static void document(ByteBuffer file, int header, int length) {
    file.putInt(header);
    for (int i = 0; i < length; i++) {
      file.put((byte) 7);
    }
  }

  /** The queue put a document of its own behind the last one that is known, beyond what is warm. */
  @Test
  void whatTheQueuePutBehindTheDocumentsStays() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    document(bytes, 96, 96);
    Path file = folder.resolve("a.cq4");
    Files.write(file, bytes.array());
    try (WarmPages pages = WarmPages.of(file)) {
      pages.behind(100, 200);
      document(bytes, OWN | 2 * PAGE, 2 * PAGE);
      Files.write(file, bytes.array());
      pages.behind(100, 3 * PAGE);
    }
    assertArrayEquals(bytes.array(), Files.readAllBytes(file));
  }

  /** A file has the pages that are warm, and they hold zeros. */
  @Test
  void pagesBehindTheDocumentsAreInTheFile() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    document(bytes, 96, 96);
    Path file = folder.resolve("a.cq4");
    Files.write(file, bytes.array());
    try (WarmPages pages = WarmPages.of(file)) {
      pages.behind(100, PAGE);
      pages.behind(100, 10);
    }
    assertEquals(2 * PAGE, Files.size(file));
    assertArrayEquals(Arrays.copyOf(bytes.array(), 2 * PAGE), Files.readAllBytes(file));
  }
}
