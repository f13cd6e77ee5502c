package dev.roomstate.log.file;

import java.util.ArrayList;
import java.util.List;

/** Frames that wait to be written together. Guarded by who holds it. */
final class PendingFrames {
  private final List<byte[]> frames = new ArrayList<>();

  /** Where the entries among them begin, if the first frame begins at 0. */
  private final List<Integer> entries = new ArrayList<>();

  private int bytes;

  void add(byte[] frame, boolean isEntry) {
    if (isEntry) {
      entries.add(bytes);
    }
    frames.add(frame);
    bytes += frame.length;
  }

  List<byte[]> frames() {
    return frames;
  }

  List<Integer> entries() {
    return entries;
  }

  int bytes() {
    return bytes;
  }
}
