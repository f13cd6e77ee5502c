package dev.roomstate.log.chronicle;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.PlainFile;
import dev.roomstate.log.framed.Remainder;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The files of a queue as they lie on the disk, to be read: documents, one behind the other, each
 * with a header of four octets at a multiple of four. The upper bits of a header say whether the
 * document is not complete, and whether it is the queue's own. Any number of threads may read.
 */
final class QueueFiles implements Closeable {
  static final int HEADER_BYTES = 4;

  /** The header behind the last document of a file that another follows, or is to follow. */
  static final int END = 0xc000_0000;

  static final String DATA = ".cq4";
  private static final String METADATA = "metadata.cq4t";
  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int OWN = 0x4000_0000;
  private static final int LENGTH = 0x3fff_ffff;
  private static final int FIRST_BYTES = 32;

  private final Path folder;
  private final FileCalls calls;

  /** In their order; what is added to them is added behind. */
  private final List<PlainFile> opened = new CopyOnWriteArrayList<>();

  QueueFiles(Path folder) {
    this(folder, FileCalls.UNTOLD);
  }

  QueueFiles(Path folder, FileCalls calls) {
    this.folder = folder;
    this.calls = calls;
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

  /**
   * Looks at how each file begins: a queue would wait long for one that is none, and then put it
   * away. The last may not be made yet, or only in part; whoever writes removes it then, for it is
   * on the disk before a frame is put into it.
   */
  void check(LogFolder log) throws IOException {
    List<Path> all = all();
    for (int i = 0; i < all.size(); i++) {
      Path file = all.get(i);
      boolean isUnmade =
          i == all.size() - 1
              && (isUnmade(file) || log.framesWhenClosed() < 0 && !holdsDocuments(file))
              && !holdsFrames(file, log);
      if (isUnmade && log.access() == LogAccess.WRITE) {
        calls.before(file);
        Files.delete(file);
      } else if (!isUnmade && !isOfAQueue(file)) {
        throw LogFailure.damaged(
            "`"
                + file
                + "` does not begin as a file of a queue: the log is damaged, and nothing is"
                + " appended to it; `salvage` copies what is sound");
      }
    }
  }

  /** Whether a document that is not the queue's own was at least begun. */
  private static boolean holdsDocuments(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      long at = 0;
      int header = header(opened, at);
      while (isDocument(header) && isOwn(header)) {
        at = behind(at, header);
        header = header(opened, at);
      }
      return header != 0 && !isOwn(header);
    }
  }

  private static boolean holdsFrames(Path file, LogFolder log) throws IOException {
    FrameChain chain = new FrameChain(log.manifest().tag());
    try (PlainFile opened = PlainFile.open(file)) {
      return Remainder.holds(
          new Remainder.Part(opened, 0),
          chain::claims,
          (bytes, at) -> chain.frame(bytes, at).isRight());
    }
  }

  /** The file of this number, from 0; null where there is none. */
  PlainFile file(int number) throws IOException {
    if (number >= opened.size()) {
      look();
    }
    return number < opened.size() ? opened.get(number) : null;
  }

  /** How many files are known. */
  int count() {
    return opened.size();
  }

  /** Opens the files that have come. */
  private synchronized void look() throws IOException {
    List<Path> all = all();
    for (Path path : all.subList(Math.min(all.size(), opened.size()), all.size())) {
      if (isUnmade(path)) {
        return;
      }
      calls.before(path);
      opened.add(PlainFile.open(path));
    }
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

  /** Whether a file was begun by a queue: its own first document says what it is. */
  private static boolean isOfAQueue(Path file) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      byte[] first = new byte[(int) Math.min(FIRST_BYTES, opened.length())];
      opened.readFully(first);
      return new String(first, StandardCharsets.ISO_8859_1).contains("SCQStore");
    }
  }

  /** Whether a document is here, and complete. */
  static boolean isDocument(int header) {
    return header != 0 && (header & NOT_COMPLETE) == 0;
  }

  /** Whether a document was begun here and not completed. */
  static boolean isBegun(int header) {
    return (header & NOT_COMPLETE) != 0 && header != END;
  }

  /** Whether the document is the queue's own. */
  static boolean isOwn(int header) {
    return (header & OWN) != 0;
  }

  /** The header at a byte of a file; 0 where there is none. */
  static int header(Path file, long at) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      return header(opened, at);
    }
  }

  private static int header(RandomAccessFile file, long at) throws IOException {
    if (at + HEADER_BYTES > file.length()) {
      return 0;
    }
    file.seek(at);
    return Integer.reverseBytes(file.readInt());
  }

  /** Where the documents end that begin at a byte of a file. */
  static long end(Path file, long from) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      return end(opened, from);
    }
  }

  static long end(RandomAccessFile file, long from) throws IOException {
    long at = from;
    int header = header(file, at);
    while (isDocument(header)) {
      at = behind(at, header);
      header = header(file, at);
    }
    return at;
  }

  /** How many bytes the document has behind its header. */
  static int length(int header) {
    return header & LENGTH;
  }

  /** Where the header behind a document is. */
  static long behind(long at, int header) {
    return at + HEADER_BYTES + length(header) + 3 & ~3L;
  }

  /** Takes back a document that was begun. */
  static void clear(Path file, long at) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(at);
      opened.writeInt(0);
    }
  }

  /** Forgets what it knows of the files. */
  @Override
  public synchronized void close() throws IOException {
    for (PlainFile file : opened) {
      file.close();
    }
    opened.clear();
  }
}
