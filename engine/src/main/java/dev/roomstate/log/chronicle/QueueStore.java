package dev.roomstate.log.chronicle;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameBatch;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.LogFolder;
import java.io.IOException;

/** Reads the frames of a Chronicle Queue from its files, with nothing of Chronicle. */
final class QueueStore implements FrameStore {
  private static final String ROLL = "roll ";
  private static final String QUEUE = "queue";

  private final QueueFiles files;

  private QueueStore(QueueFiles files) {
    this.files = files;
  }

  /** The files of the queue in a folder. */
  static QueueFiles files(LogFolder folder, FileCalls calls) {
    return new QueueFiles(folder.path().resolve(QUEUE), calls);
  }

  /** The line of a manifest that names a roll cycle. */
  static String setting(String cycle) {
    return ROLL + cycle;
  }

  /** The name of the roll cycle of the queue in a folder. */
  static String cycle(LogFolder folder) {
    for (String setting : folder.manifest().settings()) {
      if (setting.startsWith(ROLL)) {
        return setting.substring(ROLL.length());
      }
    }
    throw LogFailure.damaged(
        "`"
            + folder.path()
            + "` does not say how its queue rolls: the log is damaged; `salvage` copies what is"
            + " sound");
  }

  static FrameStore open(LogFolder folder) throws IOException {
    cycle(folder);
    QueueFiles files = files(folder, FileCalls.UNTOLD);
    files.check(folder);
    return new QueueStore(files);
  }

  @Override
  public long firstPlace() {
    return DocumentCursor.place(0, 0);
  }

  @Override
  public FrameCursor cursor(long place) {
    return new QueueCursor(files, null, place);
  }

  @Override
  public long[] append(FrameBatch frames, long firstNumber) throws IOException {
    throw new IOException("the queue was opened to be read");
  }

  @Override
  public void sync() {
    // Nothing was appended.
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
