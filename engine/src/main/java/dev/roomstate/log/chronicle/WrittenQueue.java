package dev.roomstate.log.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.WireType;

/**
 * A Chronicle Queue that is appended to. Each of its files is on the disk, whole and ended, before
 * the next is begun; each is on the disk as it begins, before a document is put into it. For one
 * thread.
 */
final class WrittenQueue implements Closeable {
  /** The queue waits no longer for a lock, or for a file to be made: nobody else writes. */
  private static final long TIMEOUT_MS = 1_000;

  /** Disk space is asked for in pieces of this size. */
  private static final int SPACE_BYTES = 1 << 20;

  /** A header, and what is left free behind a document. */
  private static final int DOCUMENT_EXTRA_BYTES = 2 * QueueFiles.HEADER_BYTES;

  private static final int METADATA_BYTES = 1 << 16;

  private final Path folder;
  private final RollCycle cycle;
  private final ForwardClock clock;
  private final QueueDisk disk;
  private final QueueShape shape;
  private final SingleChronicleQueue queue;

  /** Null before the first document. */
  private ExcerptAppender appender;

  /** The cycle that is appended to, and its file. */
  private int current = -1;

  private Path file;

  /** Where the next document is put at the earliest, and up to where the file has space. */
  private long end;

  private long space;

  /** Of the file that is appended to; null before there is one. */
  private WarmPages pages;

  private WrittenQueue(
      Path folder, RollCycle cycle, ForwardClock clock, QueueDisk disk, QueueShape shape) {
    this.folder = folder;
    this.cycle = cycle;
    this.clock = clock;
    this.disk = disk;
    this.shape = shape;
    this.queue =
        SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(cycle)
            .blockSize(shape.blockBytes())
            .indexCount(shape.indexCount())
            .indexSpacing(shape.indexSpacing())
            .timeProvider(clock)
            .timeoutMS(TIMEOUT_MS)
            .syncMode(SyncMode.SYNC)
            .build();
  }

  /** The queue in a folder that is there, with no metadata. */
  static WrittenQueue open(
      QueueFiles files, RollCycle cycle, ForwardClock clock, QueueDisk disk, QueueShape shape)
      throws IOException {
    disk.space().reserve(files.metadata(), 0, METADATA_BYTES);
    WrittenQueue made = new WrittenQueue(files.folder(), cycle, clock, disk, shape);
    made.setClock();
    return made;
  }

  /** Writes into its last file as long as this is not ended, and never into an older one. */
  private void setClock() throws IOException {
    int last = queue.lastCycle();
    if (last >= 0) {
      Path lastFile = path(last);
      long to = QueueFiles.end(lastFile, writePosition());
      boolean isEnded = QueueFiles.header(lastFile, to) == QueueFiles.END;
      clock.atLeast(begin(isEnded ? last + 1 : last));
    }
  }

  private long begin(int ofCycle) {
    return (long) ofCycle * cycle.lengthInMillis();
  }

  private Path path(int ofCycle) {
    DateTimeFormatter name = DateTimeFormatter.ofPattern(cycle.format());
    Instant begin = Instant.ofEpochMilli(begin(ofCycle));
    return folder.resolve(name.format(begin.atOffset(ZoneOffset.UTC)) + QueueFiles.DATA);
  }

  /** The time at which its last file begins. */
  long lastBegin() {
    return begin(queue.lastCycle());
  }

  /** How many documents the queue itself says that its last file has. */
  long ownEnd() {
    try (ExcerptTailer tailer = queue.createTailer()) {
      return cycle.toSequenceNumber(tailer.toEnd().index());
    }
  }

  /** Up to which byte of its last file the queue itself says that it has written. */
  long writePosition() {
    SingleChronicleQueueStore last = store(queue.lastCycle(), false);
    if (last == null) {
      return 0L;
    }
    try {
      return last.writePosition();
    } finally {
      queue.closeStore(last);
    }
  }

  private SingleChronicleQueueStore store(int ofCycle, boolean made) {
    return queue.storeForCycle(ofCycle, queue.epoch(), made, null);
  }

  /** The file that was appended to last. */
  Path file() {
    return file;
  }

  /** Looks at the clock, and begins a file if it is time to. To be done before documents. */
  void look() throws IOException {
    int now = (int) (clock.look() / cycle.lengthInMillis());
    if (now != current) {
      beginFile(now);
    }
  }

  /** So many documents with so many bytes are going to be appended. */
  void expect(int documents, long bytes) throws IOException {
    disk.calls().before(file);
    pages.behind(end, bytes + (long) documents * DOCUMENT_EXTRA_BYTES);
  }

  /** Appends a document with a part of an array; where in its file it is then. */
  long append(byte[] from, int at, int size) throws IOException {
    long need = end + QueueFiles.HEADER_BYTES + size + shape.ownBytesMax();
    if (need > space) {
      long to = (need / SPACE_BYTES + 1) * SPACE_BYTES;
      disk.space().reserve(file, space, to);
      space = to;
    }
    if (appender == null) {
      appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true);
    }
    long document = appendDocument(from, at, size);
    end = document + QueueFiles.HEADER_BYTES + size + 3 & ~3L;
    if (appender.cycle() != current) {
      throw new IOException("the queue does not write to its last file");
    }
    return document;
  }

  private long appendDocument(byte[] from, int at, int size) {
    boolean whole = false;
    DocumentContext document = appender.writingDocument();
    try {
      Bytes<?> out = document.wire().bytes();
      long header = out.writePosition() - QueueFiles.HEADER_BYTES;
      out.write(from, at, size);
      whole = true;
      return header;
    } finally {
      if (!whole) {
        document.rollbackOnClose();
      }
      document.close();
    }
  }

  private void beginFile(int now) throws IOException {
    int last = queue.lastCycle();
    if (last >= 0 && last != now) {
      endFile(last);
    }
    Path begun = path(now);
    end = last == now ? QueueFiles.end(begun, writePosition()) : 0;
    long to = end + shape.ownBytesMax() + SPACE_BYTES;
    disk.space().reserve(begun, end, to);
    if (last != now) {
      disk.calls().before(begun);
      queue.closeStore(store(now, true));
      disk.sync().sync(begun);
      end = QueueFiles.end(begun, 0);
    }
    // Whoever made it may have been killed before this.
    disk.sync().sync(folder);
    closePages();
    pages = WarmPages.of(begun);
    current = now;
    file = begun;
    space = to;
  }

  /** So that only the last file may have a torn tail. */
  private void endFile(int ofCycle) throws IOException {
    Path ended = path(ofCycle);
    long to = QueueFiles.end(ended, writePosition());
    if (QueueFiles.header(ended, to) != QueueFiles.END) {
      disk.space().reserve(ended, to, to + QueueFiles.HEADER_BYTES);
      disk.calls().before(ended);
      SingleChronicleQueueStore store = store(ofCycle, false);
      try (MappedBytes bytes = store.bytes()) {
        Wire wire = WireType.BINARY_LIGHT.apply(bytes);
        wire.usePadding(store.dataVersion() > 0);
        store.writeEOF(wire, TIMEOUT_MS);
      } finally {
        queue.closeStore(store);
      }
    }
    disk.sync().sync(ended);
    if (QueueFiles.header(ended, to) != QueueFiles.END) {
      throw new IOException("the queue did not end its last file");
    }
  }

  private void closePages() throws IOException {
    if (pages != null) {
      pages.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (appender != null) {
      appender.close();
    }
    queue.close();
    closePages();
  }
}
