package dev.roomstate.log.chronicle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a queue as they lie on the disk: documents, one behind the other, each with a header
 * of four octets. The upper bits of a header say whether the document is not complete, and whether
 * it is the queue's own.
 */
final class QueueFiles {
  private static final String DATA = ".cq4";
  private static final String METADATA = "metadata.cq4t";
  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int OWN = 0x4000_0000;
  private static final int LENGTH = 0x3fff_ffff;
  private static final int END = NOT_COMPLETE | OWN;
  private static final int HEADER_BYTES = 4;
  private static final int FIRST_BYTES = 32;
  private static final long PART_BYTES = 1L << 30;

  private final Path folder;

  QueueFiles(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** The files with documents, oldest first. */
  List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(DATA)).sorted().toList();
    }
  }

  Path metadata() {
    return folder.resolve(METADATA);
  }

  /** A file from a byte on, in as many parts as it takes; little-endian. */
  static List<ByteBuffer> map(Path file, long from) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (long at = Math.min(from, channel.size()); at < channel.size(); at += PART_BYTES) {
        long size = Math.min(PART_BYTES, channel.size() - at);
        parts.add(
            channel.map(FileChannel.MapMode.READ_ONLY, at, size).order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    return parts;
  }

  /** Whether the file begins as a process leaves it that is killed while it makes the file. */
  static boolean isUnmade(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      if (opened.length() < HEADER_BYTES) {
        return true;
      }
      int header = Integer.reverseBytes(opened.readInt());
      return header == 0 || (header & NOT_COMPLETE) != 0;
    }
  }

  /** Where the next document of the log's would begin, behind all of the queue's own. */
  static int endOfOwn(ByteBuffer file) {
    int at = 0;
    while (at <= file.limit() - HEADER_BYTES && (file.getInt(at) & ~LENGTH) == OWN) {
      // Headers lie at multiples of four.
      long next = (long) at + HEADER_BYTES + (file.getInt(at) & LENGTH) + 3 & ~3L;
      at = (int) Math.min(file.limit(), next);
    }
    return at;
  }

  /** Whether a document was begun here and not completed. */
  static boolean isBegun(ByteBuffer file, int at) {
    return at <= file.limit() - HEADER_BYTES
        && (file.getInt(at) & NOT_COMPLETE) != 0
        && file.getInt(at) != END;
  }

  /** Whether the file ends here: another follows or was to follow. */
  static boolean isEnd(ByteBuffer file, int at) {
    return at <= file.limit() - HEADER_BYTES && file.getInt(at) == END;
  }

  /** Whether a file was begun by a queue: its own first document says what it is. */
  static boolean isOfAQueue(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      byte[] first = new byte[(int) Math.min(FIRST_BYTES, opened.length())];
      opened.readFully(first);
      return new String(first, StandardCharsets.ISO_8859_1).contains("SCQStore");
    }
  }

  /** Takes back a document that was begun. */
  static void clear(Path file, long at) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(at);
      opened.writeInt(0);
    }
  }
}
