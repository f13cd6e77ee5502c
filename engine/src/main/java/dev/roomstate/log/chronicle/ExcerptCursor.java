package dev.roomstate.log.chronicle;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.Remainder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/** Reads frames of a queue; one that takes several documents is put together. */
final class ExcerptCursor implements FrameCursor {
  private static final int INITIAL_BYTES = 1 << 12;
  private static final int HEADER_BYTES = 4;

  private final ChronicleStore store;

  /** Null while the queue has no files. */
  private ExcerptTailer tailer;

  private byte[] frame = new byte[INITIAL_BYTES];
  private ByteBuffer bytes = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
  private long place;

  /** The index of the document that was read last, -1 before the first. */
  private long lastIndex = -1;

  /** In its file: where the first document of the frame begins, and where the last one ends. */
  private long frameAt;

  private long lastEnd;

  /** Why no further document could be read, null if there is none. */
  private RuntimeException stopped;

  ExcerptCursor(ChronicleStore store, ExcerptTailer tailer) {
    this.store = store;
    this.tailer = tailer;
  }

  @Override
  public boolean next() throws IOException {
    return store.using(
        () -> {
          if (tailer == null) {
            tailer = store.firstTailer();
          }
          return tailer != null && nextFrame();
        });
  }

  private boolean nextFrame() {
    int size = readDocument(0);
    if (size < 0) {
      return false;
    }
    place = lastIndex;
    bytes = ByteBuffer.wrap(frame, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    int whole = FrameChain.sizeAt(bytes, 0);
    long at = frameAt;
    while (size < whole) {
      int part = readDocument(size);
      if (part < 0) {
        break;
      }
      size += part;
    }
    frameAt = at;
    // A document of another length than its frame is no frame.
    int sound = whole == 0 || size == whole ? size : Math.min(size, FrameChain.HEADER_BYTES - 1);
    bytes = ByteBuffer.wrap(frame, 0, sound).order(ByteOrder.LITTLE_ENDIAN);
    return true;
  }

  /** Reads the next document behind what is there; its length, or -1 if there is none. */
  private int readDocument(int to) {
    try (DocumentContext document = tailer.readingDocument()) {
      if (!document.isPresent()) {
        return -1;
      }
      Bytes<?> in = document.wire().bytes();
      int size = (int) in.readRemaining();
      if (frame.length - to < size) {
        frame = Arrays.copyOf(frame, Math.max(frame.length * 2, to + size));
      }
      frameAt = in.readPosition() - HEADER_BYTES;
      lastEnd = in.readLimit();
      lastIndex = document.index();
      in.read(frame, to, size);
      return size;
    } catch (RuntimeException e) {
      stopped = e;
      return -1;
    }
  }

  @Override
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public int at() {
    return 0;
  }

  @Override
  public long place() {
    return place;
  }

  /** How many documents of the file that it is in are before the remainder. */
  private long documentsBefore(boolean atFrame) {
    return lastIndex < 0 ? 0 : store.documentsBefore(atFrame ? place : lastIndex + 1);
  }

  @Override
  public Remainder remainder(boolean atFrame) throws IOException {
    List<Path> files = store.files().all();
    if (files.isEmpty()) {
      return Remainder.none(store.files().folder(), 0);
    }
    File current = tailer == null ? null : tailer.currentFile();
    Path file = current == null ? files.get(0) : current.toPath();
    int number = Math.max(0, files.indexOf(file));
    file = files.get(number);
    long at = atFrame ? frameAt : lastIndex < 0 ? 0 : lastEnd + 3 & ~3L;
    List<ByteBuffer> parts = new ArrayList<>(QueueFiles.map(file, at));
    int end = atFrame || parts.isEmpty() ? 0 : QueueFiles.endOfOwn(parts.get(0));
    boolean isLast = number == files.size() - 1;
    String what = "";
    if (atFrame) {
      what = "a record";
    } else if (stopped != null) {
      what = "what cannot be read (" + stopped.getClass().getSimpleName() + ")";
    } else if (parts.isEmpty()) {
      what = "nothing where a record should be";
    } else if (QueueFiles.isBegun(parts.get(0), end)) {
      what = "a record that was only begun";
    } else if (!isLast && !QueueFiles.isEnd(parts.get(0), end)) {
      what = "a hole";
    } else if (isLast) {
      what = beyond(at + end);
    }
    for (Path later : files.subList(number + 1, files.size())) {
      parts.addAll(QueueFiles.map(later, 0));
    }
    return new Remainder(file, at + end, what, isLast || what.isEmpty(), parts);
  }

  /** What the queue believes to have behind the byte at which its last file really ends. */
  private String beyond(long end) throws IOException {
    long writtenTo = store.writePosition();
    if (writtenTo >= end) {
      return "a gap up to byte " + writtenTo;
    }
    long more = store.ownEnd() - documentsBefore(false);
    return more == 0 ? "" : "a count of " + more + " records more";
  }

  @Override
  public void cut(Remainder remainder, boolean atFrame) throws IOException {
    boolean onlyBegun = !atFrame && stopped == null && beyond(remainder.at()).isEmpty();
    if (onlyBegun) {
      QueueFiles.clear(remainder.file(), remainder.at());
    } else {
      long documents = documentsBefore(atFrame);
      tailer = null;
      store.rebuild(remainder.file(), documents);
    }
  }

  @Override
  public void close() {
    if (tailer != null) {
      store.giveBack(tailer);
    }
  }
}
