package dev.roomstate.log.framed;

import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames that wait to be written together. Guarded by who holds it. */
final class PendingFrames {
  private final List<byte[]> frames = new ArrayList<>();

  /** The entries among them, by where they are. */
  private final List<Integer> entries = new ArrayList<>();

  private final long firstEntry;
  private long bytes;

  /** None yet; the next entry has this number. */
  PendingFrames(long firstEntry) {
    this.firstEntry = firstEntry;
  }

  void addEntry(byte[] frame) {
    entries.add(frames.size());
    add(frame);
  }

  void add(byte[] frame) {
    frames.add(frame);
    bytes += frame.length;
  }

  List<byte[]> frames() {
    return frames;
  }

  /** The payload of the entry of this number, if it is among the frames. */
  Option<byte[]> entry(long number) {
    if (number < firstEntry || number >= endEntry()) {
      return Option.none();
    }
    byte[] frame = frames.get(entries.get((int) (number - firstEntry)));
    return Option.some(Arrays.copyOfRange(frame, FrameChain.HEADER_BYTES, frame.length));
  }

  /** Adds the entries to the index, once the frames are stored in these places. */
  void index(EntryIndex index, long firstFrame, long[] places) {
    for (int i = 0; i < entries.size(); i++) {
      int frame = entries.get(i);
      index.add(firstEntry + i, firstFrame + frame, places[frame]);
    }
  }

  /** How many entries are among them. */
  int size() {
    return entries.size();
  }

  long endEntry() {
    return firstEntry + entries.size();
  }

  long bytes() {
    return bytes;
  }
}
