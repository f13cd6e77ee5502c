package dev.roomstate.log.framed;

import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.log.frame.FrameBatch;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.function.Consumer;

/** Frames that wait to be written together. Guarded by who holds it. */
final class PendingFrames {
  private static final int USUAL_ENTRIES = 64;

  private final FrameBatch frames = new FrameBatch();

  /** The entries among them, by where they are. */
  private int[] entries = new int[USUAL_ENTRIES];

  private int size;
  private long firstEntry;

  /** Forgets all; the next entry has this number. */
  void begin(long entry) {
    frames.clear();
    size = 0;
    firstEntry = entry;
  }

  void addEntry(FrameChain chain, Consumer<? super BinaryWriter> payload) {
    chain.append(FrameKinds.ENTRY, payload, frames);
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = frames.size() - 1;
  }

  void add(FrameChain chain, int kind, byte[] payload) {
    chain.append(kind, out -> out.raw(payload), frames);
  }

  FrameBatch frames() {
    return frames;
  }

  /** Whether the entry of this number is among the frames. */
  boolean holds(long number) {
    return number >= firstEntry && number < endEntry();
  }

  /** The payload of the entry of this number, if it is among the frames. */
  Option<byte[]> entry(long number) {
    if (!holds(number)) {
      return Option.none();
    }
    int frame = entries[(int) (number - firstEntry)];
    int from = frames.start(frame) + FrameChain.HEADER_BYTES;
    return Option.some(Arrays.copyOfRange(frames.array(), from, frames.end(frame)));
  }

  /** Adds the entries to the index, once the frames are stored in these places. */
  void index(EntryIndex index, long firstFrame, long[] places) {
    for (int i = 0; i < size; i++) {
      index.add(firstEntry + i, firstFrame + entries[i], places[entries[i]]);
    }
  }

  /** How many entries are among them. */
  int size() {
    return size;
  }

  long endEntry() {
    return firstEntry + size;
  }
}
