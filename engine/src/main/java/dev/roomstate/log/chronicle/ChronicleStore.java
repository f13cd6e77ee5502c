package dev.roomstate.log.chronicle;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameBatch;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.PlainFile;
import dev.roomstate.log.framed.Uninterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * Keeps frames in the documents of a Chronicle Queue. The queue only appends: they are read from
 * its files.
 */
final class ChronicleStore implements FrameStore {
  /** A frame with more bytes takes several documents. */
  static final int DOCUMENT_BYTES_MAX = 1 << 20;

  private static final String PART = "queue.part";

  private final LogFolder folder;
  private final RollCycle cycle;
  private final ForwardClock clock;
  private final QueueDisk disk;
  private final QueueShape shape;
  private final QueueFiles files;
  private final WrittenDocuments written = new WrittenDocuments();

  /** Null before it is needed. */
  private WrittenQueue queue;

  /** The file that was appended to last, and its number. */
  private Path appended;

  private int appendedFile = -1;

  private ChronicleStore(
      LogFolder folder, RollCycle cycle, TimeProvider clock, QueueDisk disk, QueueShape shape) {
    this.folder = folder;
    this.cycle = cycle;
    this.clock = new ForwardClock(clock);
    this.disk = disk;
    this.shape = shape;
    this.files = QueueStore.files(folder, disk.calls());
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
    return open(folder, SystemTimeProvider.INSTANCE, QueueDisk.OF_THE_SYSTEM, QueueShape.USUAL);
  }

  static FrameStore open(LogFolder folder, TimeProvider clock, QueueDisk disk, QueueShape shape)
      throws IOException {
    ChronicleStore store = new ChronicleStore(folder, cycle(folder), clock, disk, shape);
    disk.calls().before(store.files.folder());
    Files.createDirectories(store.files.folder());
    disk.sync().sync(folder.path());
    store.delete(folder.path().resolve(PART));
    // It holds locks of whoever is gone, and what the queue finds out again.
    disk.calls().before(store.files.metadata());
    Files.deleteIfExists(store.files.metadata());
    store.files.check(folder);
    return store;
  }

  private WrittenQueue queue() throws IOException {
    if (queue == null) {
      queue = WrittenQueue.open(files, cycle, clock, disk, shape);
    }
    return queue;
  }

  /**
   * Does something with the queue. What has no disk behind it may come as an error, and what the
   * platform said is wrapped.
   */
  private static <T> T using(Uninterrupted<T> body) throws IOException {
    try {
      return Uninterrupted.run(body);
    } catch (InternalError e) {
      throw new IOException(LogFolder.why(e), e);
    } catch (RuntimeException e) {
      IOException said = null;
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        said = cause instanceof IOException last ? last : said;
      }
      if (said == null) {
        throw e;
      }
      throw said;
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
  String beyond(long end, boolean isEnded) throws IOException {
    return using(
        () -> {
          long writtenTo = queue().writePosition();
          if (writtenTo >= end) {
            return "a gap up to byte " + writtenTo;
          }
          long more = isEnded ? 0 : queue().ownEnd() - documentsBefore(end);
          return more == 0 ? "" : "a count of " + more + " records more";
        });
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
            goOn();
            if (i == 0) {
              queue.expect(frames.size(), frames.length());
            }
            places[i] = append(frames.array(), frames.start(i), frames.end(i));
          }
          checkWritten();
          return places;
        });
  }

  private long append(byte[] frames, int start, int end) throws IOException {
    long place = -1;
    for (int from = start; from < end; from += DOCUMENT_BYTES_MAX) {
      int size = Math.min(DOCUMENT_BYTES_MAX, end - from);
      long at = queue.append(frames, from, size);
      written.add(at, frames, from, size);
      place = from == start ? DocumentCursor.place(appendedFile, at) : place;
    }
    return place;
  }

  private void goOn() throws IOException {
    queue().look();
    if (queue.file() != appended) {
      goOnIn(queue.file());
    }
  }

  private void goOnIn(Path file) throws IOException {
    checkWritten();
    while (files.file(appendedFile + 1) != null) {
      appendedFile++;
    }
    if (appendedFile < 0 || !files.file(appendedFile).path().equals(file)) {
      throw new IOException("the queue does not write to its last file");
    }
    appended = file;
  }

  /** A call of the system between what was written and what is promised: a fault shows by then. */
  private void checkWritten() throws IOException {
    if (appendedFile >= 0) {
      PlainFile file = files.file(appendedFile);
      disk.calls().before(file.path());
      written.check(file);
    }
  }

  @Override
  public void sync() throws IOException {
    List<Path> all = files.all();
    if (!all.isEmpty()) {
      // Those before it were synced when it was begun.
      disk.sync().sync(all.get(all.size() - 1));
    }
  }

  /** A document that was only begun is taken back from this file. */
  void clears(Path file) throws IOException {
    disk.calls().before(file);
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
    disk.calls().before(files.metadata());
    Files.deleteIfExists(files.metadata());
    disk.calls().before(file);
    if (isLeft) {
      Path made = part.resolve(file.getFileName());
      disk.sync().sync(made);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(file);
    }
    // Else what is acknowledged in the new file may be lost with it.
    disk.sync().sync(files.folder());
    delete(part);
  }

  private boolean copyLastFile(Path part, long end) throws IOException {
    ForwardClock then = new ForwardClock(() -> 0);
    then.atLeast(queue().lastBegin());
    DocumentCursor from = lastDocuments();
    disk.calls().before(part);
    Files.createDirectory(part);
    try (WrittenQueue copy =
        WrittenQueue.open(new QueueFiles(part, disk.calls()), cycle, then, disk, shape)) {
      byte[] bytes = new byte[DOCUMENT_BYTES_MAX];
      copy.look();
      while (from.next() && from.at() < end) {
        from.bytes().get(from.here(), bytes, 0, from.length());
        copy.append(bytes, 0, from.length());
      }
    }
    return true;
  }

  private void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      disk.calls().before(folder);
      try (Stream<Path> inside = Files.list(folder)) {
        for (Path file : inside.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void closeQueue() throws IOException {
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
