package dev.roomstate.log.framed;

import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Where the entry of this number is among the frames, if it is. */
  Option<byte[]> entry(long number) {
    return number >= firstEntry && number < endEntry()
        ? Option.some(frames.get(entries.get((int) (number - firstEntry))))
        : Option.none();
  }

  /** The payload of one of the frames. */
  static byte[] payload(byte[] written) {
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    Frame frame = new FrameChain(0).frame(bytes, 0).get();
    return Arrays.copyOfRange(written, frame.from(), frame.to());
  }

  /** Adds the entries to the index, once the frames are stored in these places. */
  void index(EntryIndex index, long firstFrame, long[] places) {
    for (int i = 0; i < entries.size(); i++) {
      int frame = entries.get(i);
      index.add(firstEntry + i, firstFrame + frame, places[frame]);
    }
  }

  long endEntry() {
    return firstEntry + entries.size();
  }

  /** How many entries are among them. */
  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }
}
