package dev.roomstate.log.chronicle;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;

/** Keeps frames in the documents of a Chronicle Queue. Their places are the queue's indexes. */
final class ChronicleStore implements FrameStore {
  /** A frame with more bytes takes several documents. */
  static final int DOCUMENT_BYTES_MAX = 1 << 20;

  /** The queue maps its files in pieces of this size, and a document has to fit into a part. */
  private static final int BLOCK_BYTES = 1 << 24;

  private static final int INDEX_COUNT = 1 << 14;
  private static final int INDEX_SPACING = 16;

  /** The queue waits no longer for a lock, or for a file to be made: nobody else writes. */
  private static final long TIMEOUT_MS = 1_000;

  private static final String ROLL = "roll ";
  private static final String QUEUE = "queue";
  private static final String PART = "queue.part";

  private final LogFolder folder;
  private final RollCycle cycle;
  private final ForwardClock clock;
  private final FileSync sync;
  private final QueueFiles files;

  /** Read by whoever uses the queue, written by whoever closes it: it unmaps what others read. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final Deque<ExcerptTailer> tailers = new ConcurrentLinkedDeque<>();
  private final Set<Path> unsynced = new LinkedHashSet<>();
  private SingleChronicleQueue queue;
  private ExcerptAppender appender;
  private int appendedTo = -1;
  private boolean closed;

  private ChronicleStore(LogFolder folder, RollCycle cycle, TimeProvider clock, FileSync sync) {
    this.folder = folder;
    this.cycle = cycle;
    this.clock = new ForwardClock(clock);
    this.sync = sync;
    this.files = new QueueFiles(folder.path().resolve(QUEUE));
  }

  /** The line of a manifest that names a roll cycle. */
  static String setting(RollCycle cycle) {
    return ROLL + cycle;
  }

  private static RollCycle cycle(LogFolder folder) {
    for (String setting : folder.manifest().settings()) {
      for (RollCycle known : RollCycles.all()) {
        if (setting.equals(setting(known))) {
          return known;
        }
      }
    }
    throw new LogFailure("`" + folder.path() + "` does not say how its queue rolls");
  }

  static FrameStore open(LogFolder folder, TimeProvider clock, FileSync sync) throws IOException {
    ChronicleStore store = new ChronicleStore(folder, cycle(folder), clock, sync);
    if (folder.access() == LogAccess.WRITE) {
      Files.createDirectories(store.files.folder());
      delete(folder.path().resolve(PART));
      // It holds locks of whoever is gone, and what the queue finds out again.
      Files.deleteIfExists(store.files.metadata());
    }
    store.checkFiles();
    return store;
  }

  /** A queue would wait long for a file that is none, and then put it away. */
  private void checkFiles() throws IOException {
    List<Path> all = files.all();
    for (int i = 0; i < all.size(); i++) {
      Path file = all.get(i);
      boolean isUnmade = i == all.size() - 1 && QueueFiles.isUnmade(file) && !holdsFrames(file);
      if (isUnmade && folder.access() == LogAccess.WRITE) {
        Files.delete(file);
      } else if (!isUnmade && !QueueFiles.isOfAQueue(file)) {
        throw new LogFailure(
            "`"
                + file
                + "` does not begin as a file of a queue: the log is damaged, and nothing is"
                + " appended to it; `salvage` copies what is sound");
      }
    }
  }

  private boolean holdsFrames(Path file) throws IOException {
    FrameChain chain = new FrameChain(folder.manifest().tag());
    for (ByteBuffer part : QueueFiles.map(file, 0)) {
      for (int at = 0; at <= part.limit() - FrameChain.HEADER_BYTES; at++) {
        if (FrameChain.mayBeginAt(part, at) && chain.frame(part, at).isRight()) {
          return true;
        }
      }
    }
    return false;
  }

  private SingleChronicleQueueBuilder builder(Path path, TimeProvider time) {
    return SingleChronicleQueueBuilder.binary(path)
        .rollCycle(cycle)
        .blockSize(BLOCK_BYTES)
        .indexCount(INDEX_COUNT)
        .indexSpacing(INDEX_SPACING)
        .timeProvider(time)
        .timeoutMS(TIMEOUT_MS)
        .syncMode(SyncMode.SYNC);
  }

  private synchronized SingleChronicleQueue queue() throws IOException {
    if (queue == null) {
      boolean readOnly = folder.access() == LogAccess.READ;
      queue = builder(files.folder(), clock).readOnly(readOnly).build();
      int last = queue.lastCycle();
      if (last >= 0) {
        clock.atLeast((long) last * cycle.lengthInMillis());
      }
    }
    return queue;
  }

  /**
   * Does something with the queue while nobody closes it. What cannot be mapped any more comes as
   * an error of the virtual machine.
   */
  <T> T using(Uninterrupted<T> body) throws IOException {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the queue was closed");
      }
      return Uninterrupted.run(body);
    } catch (InternalError e) {
      throw new IOException(LogFolder.why(e), e);
    } finally {
      use.readLock().unlock();
    }
  }

  QueueFiles files() {
    return files;
  }

  @Override
  public long firstPlace() {
    return -1;
  }

  @Override
  public FrameCursor cursor(long place) throws IOException {
    return using(
        () -> {
          if (place < 0) {
            return new ExcerptCursor(this, firstTailer());
          }
          ExcerptTailer tailer = tailer();
          if (!tailer.moveToIndex(place)) {
            throw new IOException("the queue finds no record " + Long.toHexString(place));
          }
          return new ExcerptCursor(this, tailer);
        });
  }

  /** Reads from the beginning; null while there is nothing. */
  ExcerptTailer firstTailer() throws IOException {
    return files.all().isEmpty() ? null : tailer().toStart();
  }

  private ExcerptTailer tailer() throws IOException {
    ExcerptTailer free = tailers.poll();
    if (free == null) {
      free = queue().createTailer();
      free.singleThreadedCheckDisabled(true);
    }
    return free;
  }

  void giveBack(ExcerptTailer tailer) {
    tailers.add(tailer);
  }

  /** How many documents of its file are before the one at this index. */
  long documentsBefore(long index) {
    return cycle.toSequenceNumber(index);
  }

  /** How many documents the queue itself says that its last file has. */
  long ownEnd() throws IOException {
    return using(
        () -> {
          ExcerptTailer tailer = tailer();
          long end = tailer.toEnd().index();
          giveBack(tailer);
          return cycle.toSequenceNumber(end);
        });
  }

  /** Up to which byte of its last file the queue itself says that it has written. */
  long writePosition() throws IOException {
    return using(
        () -> {
          SingleChronicleQueue open = queue();
          SingleChronicleQueueStore last =
              open.storeForCycle(open.lastCycle(), open.epoch(), false, null);
          if (last == null) {
            return 0L;
          }
          try {
            return last.writePosition();
          } finally {
            open.closeStore(last);
          }
        });
  }

  @Override
  public long[] append(List<byte[]> frames, long firstNumber) throws IOException {
    return using(
        () -> {
          long[] places = new long[frames.size()];
          for (int i = 0; i < places.length; i++) {
            places[i] = append(frames.get(i));
          }
          return places;
        });
  }

  private long append(byte[] frame) throws IOException {
    if (appender == null) {
      appender = queue().createAppender();
      appender.singleThreadedCheckDisabled(true);
    }
    long place = -1;
    for (int from = 0; from < frame.length; from += DOCUMENT_BYTES_MAX) {
      int size = Math.min(DOCUMENT_BYTES_MAX, frame.length - from);
      appendDocument(frame, from, size);
      place = from == 0 ? appender.lastIndexAppended() : place;
      if (appendedTo != appender.cycle()) {
        appendedTo = appender.cycle();
        rolled();
      }
    }
    return place;
  }

  private void appendDocument(byte[] frame, int from, int size) {
    boolean whole = false;
    DocumentContext document = appender.writingDocument();
    try {
      document.wire().bytes().write(frame, from, size);
      whole = true;
    } finally {
      if (!whole) {
        document.rollbackOnClose();
      }
      document.close();
    }
  }

  @Override
  public void sync() throws IOException {
    if (unsynced.isEmpty()) {
      unsynced.addAll(last(1));
    }
    Path newest = null;
    for (Path file : unsynced) {
      sync.sync(file);
      newest = file;
    }
    if (unsynced.size() > 1) {
      // It goes on with the newest, which its folder knows of by now.
      unsynced.clear();
      unsynced.add(newest);
    }
  }

  private List<Path> last(int most) throws IOException {
    List<Path> all = files.all();
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** The one that was written to before has to be synced once more, and the folder as well. */
  private void rolled() throws IOException {
    unsynced.addAll(last(2));
    sync.sync(files.folder());
  }

  /** Makes the last file anew from its first documents. */
  void rebuild(Path file, long documents) throws IOException {
    Path part = folder.path().resolve(PART);
    delete(part);
    if (documents > 0) {
      copyLastFile(part, documents);
    }
    closeQueue();
    Files.deleteIfExists(files.metadata());
    if (documents > 0) {
      Path made = part.resolve(file.getFileName());
      sync.sync(made);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(file);
    }
    delete(part);
  }

  private void copyLastFile(Path part, long documents) throws IOException {
    int last = queue().lastCycle();
    long time = (long) last * cycle.lengthInMillis();
    try (SingleChronicleQueue copy = builder(part, () -> time).build();
        ExcerptAppender out = copy.createAppender();
        ExcerptTailer in = queue().createTailer()) {
      if (!in.moveToCycle(last)) {
        throw new IOException("the queue does not find its last file");
      }
      for (long left = documents; left > 0; left--) {
        try (DocumentContext from = in.readingDocument();
            DocumentContext to = out.writingDocument()) {
          to.wire().bytes().write(from.wire().bytes());
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        for (Path file : inside.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void closeQueue() {
    for (ExcerptTailer tailer : tailers) {
      tailer.close();
    }
    tailers.clear();
    if (appender != null) {
      appender.close();
      appender = null;
    }
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }

  @Override
  public void close() throws IOException {
    use.writeLock().lock();
    try {
      closed = true;
      Uninterrupted.run(
          () -> {
            closeQueue();
            return this;
          });
    } finally {
      use.writeLock().unlock();
    }
  }
}
