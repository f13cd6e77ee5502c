package dev.roomstate.log.chronicle;

import dev.roomstate.log.framed.FileWindow;
import dev.roomstate.log.framed.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Goes through the documents of the log's, over those of the queue's own. For one thread. */
final class DocumentCursor {
  private static final int HEADER = QueueFiles.HEADER_BYTES;

  /** A place is the number of a file and, in so many bits, a byte of it. */
  private static final int BYTE_BITS = 40;

  private final QueueFiles files;
  private final FileWindow window = new FileWindow();
  private int file;

  /** Where the next header is, or is to be. */
  private long next;

  private long at;

  /** The last header that was looked at; 0 where there are no bytes for one. */
  private int header;

  private boolean isCut;

  /** Where the bytes behind the header are in the window. */
  private int here;

  DocumentCursor(QueueFiles files, long place) {
    this.files = files;
    move(place);
  }

  static long place(int file, long at) {
    return (long) file << BYTE_BITS | at;
  }

  static int file(long place) {
    return (int) (place >>> BYTE_BITS);
  }

  /** Goes to before the document at a place. */
  void move(long place) {
    file = file(place);
    next = place & (1L << BYTE_BITS) - 1;
    at = next;
  }

  /** Goes to the next document that is complete, or to where it would begin. */
  boolean next() throws IOException {
    at = next;
    while (look()) {
      if (header == QueueFiles.END) {
        if (files.file(file + 1) == null) {
          return false;
        }
        file++;
        at = 0;
      } else if (!QueueFiles.isDocument(header)) {
        return false;
      } else if (QueueFiles.isOwn(header)) {
        at = QueueFiles.behind(at, header);
      } else {
        next = QueueFiles.behind(at, header);
        // A header that says more was changed.
        int need = HEADER + Math.min(length(), ChronicleStore.DOCUMENT_BYTES_MAX);
        here = window.at(files.file(file), at, need) + HEADER;
        return true;
      }
      next = at;
    }
    return false;
  }

  /** Reads the header; false where there is no file yet. */
  private boolean look() throws IOException {
    PlainFile from = files.file(file);
    if (from == null) {
      return false;
    }
    read(window.at(from, at, HEADER));
    if (!QueueFiles.isDocument(header)) {
      // It may have come since the window was read.
      read(window.again(from, at, HEADER));
    }
    return true;
  }

  private void read(int where) {
    isCut = window.view().limit() - where < HEADER;
    header = isCut ? 0 : window.view().getInt(where);
  }

  /** What the document is in. */
  ByteBuffer bytes() {
    return window.view();
  }

  /** Where it begins in it, behind its header. */
  int here() {
    return here;
  }

  /** How many bytes it has, whether they are there or not. */
  int length() {
    return QueueFiles.length(header);
  }

  /** How many of them are there. */
  int present() {
    return Math.min(length(), window.view().limit() - here);
  }

  /** The number of the file that it is in. */
  int file() {
    return file;
  }

  /** Where its header is. */
  long at() {
    return at;
  }

  /** Where the one behind it would begin. */
  long behind() {
    return next;
  }

  /** Its place. */
  long place() {
    return place(file, at);
  }

  /** Whether the file ends before the place at which a document should begin. */
  boolean isBeyondTheFile() {
    return isCut;
  }

  /** The header of what is no complete document. */
  int header() {
    return header;
  }
}
