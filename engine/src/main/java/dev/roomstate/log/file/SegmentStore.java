package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.LogFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Keeps frames in files, the segments, in the order of their names. */
final class SegmentStore implements FrameStore {
  private static final String SEGMENT = ".frames";

  /** The digits of the largest number, so that names are in the order of the numbers. */
  private static final int NAME_DIGITS = 19;

  private final LogFolder folder;
  private final int segmentBytes;
  private final Segment.Opener opener;
  private final List<Segment> segments = new CopyOnWriteArrayList<>();

  private SegmentStore(LogFolder folder, int segmentBytes, Segment.Opener opener) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.opener = opener;
  }

  static FrameStore open(LogFolder folder, int segmentBytes, Segment.Opener opener)
      throws IOException {
    SegmentStore store = new SegmentStore(folder, segmentBytes, opener);
    try {
      store.findSegments();
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Whether a log that is only read has segments that were begun since it was looked. */
  boolean findMore() throws IOException {
    int known = segments.size();
    if (folder.access() == LogAccess.READ) {
      findSegments();
    }
    return segments.size() > known;
  }

  /** Opens the segments that are there and not known yet. */
  private synchronized void findSegments() throws IOException {
    List<Path> paths;
    try (Stream<Path> files = Files.list(folder.path())) {
      paths = files.filter(file -> file.toString().endsWith(SEGMENT)).sorted().toList();
    }
    for (Path path : paths.subList(Math.min(paths.size(), segments.size()), paths.size())) {
      segments.add(opener.open(path, folder.access()));
    }
  }

  static long place(int segment, long at) {
    return (long) segment << Integer.SIZE | at;
  }

  static int segment(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  static int at(long place) {
    return (int) place;
  }

  @Override
  public long firstPlace() {
    return 0;
  }

  @Override
  public FrameCursor cursor(long place) throws IOException {
    return new SegmentCursor(this, segments, place);
  }

  @Override
  public long[] append(List<byte[]> frames, long firstNumber) throws IOException {
    int bytes = 0;
    for (byte[] frame : frames) {
      bytes = Math.addExact(bytes, frame.length);
    }
    Segment segment = segmentFor(bytes, firstNumber);
    long at = segment.size();
    segment.append(frames);
    long[] places = new long[frames.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(segments.size() - 1, at);
      at += frames.get(i).length;
    }
    return places;
  }

  private Segment segmentFor(int bytes, long firstNumber) throws IOException {
    if (!segments.isEmpty()) {
      Segment last = segments.get(segments.size() - 1);
      if (last.size() == 0 || last.size() + bytes <= segmentBytes) {
        return last;
      }
      // Whole before the next begins: only the last segment may have a torn tail.
      last.sync();
    }
    segments.add(newSegment(firstNumber));
    return segments.get(segments.size() - 1);
  }

  private Segment newSegment(long firstNumber) throws IOException {
    String number = Long.toString(firstNumber);
    String name = "0".repeat(NAME_DIGITS - number.length()) + number + SEGMENT;
    Path path = folder.path().resolve(name);
    if (Files.exists(path)) {
      throw new IOException("`" + path + "` is there already");
    }
    Segment made = opener.open(path, folder.access());
    folder.sync();
    return made;
  }

  @Override
  public void sync() throws IOException {
    if (!segments.isEmpty()) {
      segments.get(segments.size() - 1).sync();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (Segment segment : segments) {
      try {
        segment.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
