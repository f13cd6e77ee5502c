package dev.roomstate.log.chronicle;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.PlainFile;
import dev.roomstate.log.framed.Remainder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads frames of a queue; one that takes several documents is put together. */
final class QueueCursor implements FrameCursor {
  private final QueueFiles files;

  /** Null where the log is only read. */
  private final ChronicleStore writer;

  private final DocumentCursor documents;

  /** Behind the last frame: a byte of the file of this number. */
  private int file;

  private long end;

  private long place;
  private long frameAt;
  private ByteBuffer bytes;
  private int here;

  QueueCursor(QueueFiles files, ChronicleStore writer, long place) {
    this.files = files;
    this.writer = writer;
    this.documents = new DocumentCursor(files, place);
    moved();
  }

  @Override
  public void move(long to) {
    documents.move(to);
    moved();
  }

  private void moved() {
    file = documents.file();
    end = documents.behind();
  }

  @Override
  public boolean next() throws IOException {
    if (!documents.next()) {
      return false;
    }
    place = documents.place();
    frameAt = documents.at();
    int whole = wholeSize();
    if (whole == documents.length() && documents.present() == whole) {
      bytes = documents.bytes();
      here = documents.here();
    } else {
      putTogether(whole);
    }
    moved();
    return true;
  }

  /** How many bytes the frame has that begins in the document. */
  private int wholeSize() {
    boolean hasHeader = documents.present() >= FrameChain.HEADER_BYTES;
    return hasHeader ? FrameChain.sizeAt(documents.bytes(), documents.here()) : 0;
  }

  private void putTogether(int whole) throws IOException {
    byte[] frame = new byte[documents.present()];
    documents.bytes().get(documents.here(), frame);
    int size = frame.length;
    boolean goesOn = size == ChronicleStore.DOCUMENT_BYTES_MAX;
    while (goesOn && size < whole && documents.next()) {
      int part = documents.present();
      frame = Arrays.copyOf(frame, Math.max(size + part, Math.min(whole, 2 * size)));
      documents.bytes().get(documents.here(), frame, size, part);
      size += part;
      goesOn = part == ChronicleStore.DOCUMENT_BYTES_MAX;
    }
    // Documents of another length than their frame are no frame.
    int sound = whole == 0 || size == whole ? size : Math.min(size, FrameChain.HEADER_BYTES - 1);
    bytes = ByteBuffer.wrap(frame, 0, sound).order(ByteOrder.LITTLE_ENDIAN);
    here = 0;
  }

  @Override
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public int at() {
    return here;
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public Remainder remainder(boolean atFrame) throws IOException {
    int inFile = atFrame ? DocumentCursor.file(place) : documents.file();
    PlainFile found = files.file(inFile);
    if (found == null) {
      return Remainder.none(files.folder(), 0);
    }
    boolean isLast = inFile == files.count() - 1;
    long at = atFrame ? frameAt : documents.at();
    List<Remainder.Part> parts = new ArrayList<>();
    parts.add(atFrame ? new Remainder.Part(found, at) : new Remainder.Part(files.file(file), end));
    for (int later = (atFrame ? inFile : file) + 1; later < files.count(); later++) {
      parts.add(new Remainder.Part(files.file(later), 0));
    }
    String what = atFrame ? "a record" : what(isLast);
    return new Remainder(found.path(), at, what, isLast, parts);
  }

  /** What stands where the next document should begin. */
  private String what(boolean isLast) throws IOException {
    if (documents.isBeyondTheFile()) {
      return "nothing where a record should be";
    }
    if (QueueFiles.isBegun(documents.header())) {
      return "a record that was only begun";
    }
    if (!isLast) {
      return "a hole";
    }
    return writer == null ? "" : beyond();
  }

  private String beyond() throws IOException {
    return writer.beyond(documents.at(), documents.header() == QueueFiles.END);
  }

  @Override
  public void cut(Remainder remainder, boolean atFrame) throws IOException {
    boolean onlyBegun = !atFrame && QueueFiles.isBegun(documents.header()) && beyond().isEmpty();
    if (onlyBegun) {
      writer.clears(remainder.file());
      QueueFiles.clear(remainder.file(), remainder.at());
    } else {
      writer.rebuild(remainder.file(), atFrame ? frameAt : documents.at());
    }
  }

  @Override
  public void close() {
    // The files stay open.
  }
}
