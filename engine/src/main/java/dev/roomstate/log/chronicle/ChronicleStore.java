package dev.roomstate.log.chronicle;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameBatch;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.Uninterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Keeps frames in the documents of a Chronicle Queue. The queue only appends: they are read from
 * its files.
 */
final class ChronicleStore implements FrameStore {
  /** A frame with more bytes takes several documents. */
  static final int DOCUMENT_BYTES_MAX = 1 << 20;

  /** The queue maps its files in pieces of this size, and a document has to fit into a part. */
  private static final int BLOCK_BYTES = 1 << 24;

  private static final int INDEX_COUNT = 1 << 14;
  private static final int INDEX_SPACING = 16;

  /** The queue waits no longer for a lock, or for a file to be made: nobody else writes. */
  private static final long TIMEOUT_MS = 1_000;

  private static final String PART = "queue.part";

  private final LogFolder folder;
  private final RollCycle cycle;
  private final ForwardClock clock;
  private final FileSync sync;
  private final QueueFiles files;
  private final WrittenDocuments written = new WrittenDocuments();
  private final Set<Path> unsynced = new LinkedHashSet<>();
  private SingleChronicleQueue queue;
  private ExcerptAppender appender;

  /** The cycle that was appended to last, and the number of its file. */
  private int appendedTo = -1;

  private int appendedFile = -1;

  private ChronicleStore(LogFolder folder, RollCycle cycle, TimeProvider clock, FileSync sync) {
    this.folder = folder;
    this.cycle = cycle;
    this.clock = new ForwardClock(clock);
    this.sync = sync;
    this.files = QueueStore.files(folder);
  }

  private static RollCycle cycle(LogFolder folder) {
    String name = QueueStore.cycle(folder);
    for (RollCycle known : RollCycles.all()) {
      if (name.equals(known.toString())) {
        return known;
      }
    }
    throw new LogFailure(
        "`" + folder.path() + "` has a queue that rolls `" + name + "`, which is not known");
  }

  /** The store in a folder that is open for writing. */
  static FrameStore open(LogFolder folder) throws IOException {
    return open(folder, SystemTimeProvider.INSTANCE, FileSync.OF_THE_SYSTEM);
  }

  static FrameStore open(LogFolder folder, TimeProvider clock, FileSync sync) throws IOException {
    ChronicleStore store = new ChronicleStore(folder, cycle(folder), clock, sync);
    Files.createDirectories(store.files.folder());
    delete(folder.path().resolve(PART));
    // It holds locks of whoever is gone, and what the queue finds out again.
    Files.deleteIfExists(store.files.metadata());
    store.files.check(folder);
    return store;
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

  private SingleChronicleQueue queue() {
    if (queue == null) {
      queue = builder(files.folder(), clock).build();
      int last = queue.lastCycle();
      if (last >= 0) {
        clock.atLeast((long) last * cycle.lengthInMillis());
      }
    }
    return queue;
  }

  /** Does something with the queue. What has no disk behind it may come as an error. */
  private static <T> T using(Uninterrupted<T> body) throws IOException {
    try {
      return Uninterrupted.run(body);
    } catch (InternalError e) {
      throw new IOException(LogFolder.why(e), e);
    }
  }

  @Override
  public long firstPlace() {
    return DocumentCursor.place(0, 0);
  }

  @Override
  public FrameCursor cursor(long place) {
    return new QueueCursor(files, this, place);
  }

  /** What the queue itself believes to have behind the byte at which its last file really ends. */
  String beyond(long end) throws IOException {
    return using(
        () -> {
          long writtenTo = writePosition();
          if (writtenTo >= end) {
            return "a gap up to byte " + writtenTo;
          }
          long more = ownEnd() - documentsBefore(end);
          return more == 0 ? "" : "a count of " + more + " records more";
        });
  }

  /** How many documents the queue itself says that its last file has. */
  private long ownEnd() {
    try (ExcerptTailer tailer = queue().createTailer()) {
      return cycle.toSequenceNumber(tailer.toEnd().index());
    }
  }

  /** Up to which byte of its last file the queue itself says that it has written. */
  private long writePosition() {
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
  }

  private long documentsBefore(long end) throws IOException {
    DocumentCursor documents = lastDocuments();
    long count = 0;
    while (documents.next() && documents.at() < end) {
      count++;
    }
    return count;
  }

  private DocumentCursor lastDocuments() {
    return new DocumentCursor(files, DocumentCursor.place(files.count() - 1, 0));
  }

  @Override
  public long[] append(FrameBatch frames, long firstNumber) throws IOException {
    return using(
        () -> {
          long[] places = new long[frames.size()];
          for (int i = 0; i < places.length; i++) {
            places[i] = append(frames.array(), frames.start(i), frames.end(i));
          }
          checkWritten();
          return places;
        });
  }

  private long append(byte[] frames, int start, int end) throws IOException {
    if (appender == null) {
      appender = queue().createAppender();
      appender.singleThreadedCheckDisabled(true);
    }
    long place = -1;
    for (int from = start; from < end; from += DOCUMENT_BYTES_MAX) {
      int size = Math.min(DOCUMENT_BYTES_MAX, end - from);
      long at = appendDocument(frames, from, size);
      if (appendedTo != appender.cycle()) {
        appendedTo = appender.cycle();
        rolled();
      }
      written.add(at, frames, from, size);
      place = from == start ? DocumentCursor.place(appendedFile, at) : place;
    }
    return place;
  }

  /** Where in its file the document is then. */
  private long appendDocument(byte[] frames, int from, int size) {
    boolean whole = false;
    DocumentContext document = appender.writingDocument();
    try {
      Bytes<?> out = document.wire().bytes();
      long at = out.writePosition() - QueueFiles.HEADER_BYTES;
      out.write(frames, from, size);
      whole = true;
      return at;
    } finally {
      if (!whole) {
        document.rollbackOnClose();
      }
      document.close();
    }
  }

  /** A call of the system between what was written and what is promised: a fault shows by then. */
  private void checkWritten() throws IOException {
    if (appendedFile >= 0) {
      written.check(files.file(appendedFile));
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
    checkWritten();
    Path file = appender.currentFile().toPath();
    while (files.file(appendedFile + 1) != null) {
      appendedFile++;
    }
    if (appendedFile < 0 || !files.file(appendedFile).path().equals(file)) {
      throw new IOException("the queue does not write to its last file");
    }
    unsynced.addAll(last(2));
    sync.sync(files.folder());
  }

  /** Makes the last file anew from its documents before a byte. */
  void rebuild(Path file, long end) throws IOException {
    Path part = folder.path().resolve(PART);
    delete(part);
    boolean isLeft = documentsBefore(end) > 0;
    if (isLeft) {
      using(() -> copyLastFile(part, end));
    }
    closeQueue();
    files.close();
    Files.deleteIfExists(files.metadata());
    if (isLeft) {
      Path made = part.resolve(file.getFileName());
      sync.sync(made);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(file);
    }
    delete(part);
  }

  private boolean copyLastFile(Path part, long end) throws IOException {
    long time = (long) queue().lastCycle() * cycle.lengthInMillis();
    DocumentCursor from = lastDocuments();
    try (SingleChronicleQueue copy = builder(part, () -> time).build();
        ExcerptAppender out = copy.createAppender()) {
      byte[] bytes = new byte[DOCUMENT_BYTES_MAX];
      while (from.next() && from.at() < end) {
        from.bytes().get(from.here(), bytes, 0, from.length());
        try (DocumentContext to = out.writingDocument()) {
          to.wire().bytes().write(bytes, 0, from.length());
        }
      }
    }
    return true;
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
    try {
      using(
          () -> {
            closeQueue();
            return this;
          });
    } finally {
      files.close();
    }
  }
}
