package dev.roomstate.log.framed;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import java.util.Arrays;

/**
 * Where the entries of a log are: the place of every sixteenth, from which the others are found. 12
 * bytes for 16 entries. One thread at a time adds; others may read what was published to them.
 */
final class EntryIndex {
  /** Every so many entries the place is kept. */
  static final int SPACING = 16;

  private static final int CHUNK = 1 << 10;

  private volatile long[][] places = new long[0][];

  /** The number of frames before the entry that are no entries. */
  private volatile int[][] others = new int[0][];

  /** The entry of this number is the frame of this number, at this place. */
  void add(long entry, long frame, long place) {
    if (entry % SPACING != 0) {
      return;
    }
    int slot = Math.toIntExact(entry / SPACING);
    if (slot % CHUNK == 0) {
      long[][] morePlaces = Arrays.copyOf(places, slot / CHUNK + 1);
      int[][] moreOthers = Arrays.copyOf(others, slot / CHUNK + 1);
      morePlaces[slot / CHUNK] = new long[CHUNK];
      moreOthers[slot / CHUNK] = new int[CHUNK];
      places = morePlaces;
      others = moreOthers;
    }
    places[slot / CHUNK][slot % CHUNK] = place;
    others[slot / CHUNK][slot % CHUNK] = Math.toIntExact(frame - entry);
  }

  /** Writes where so many entries are. */
  void write(long entries, BinaryWriter out) {
    long previous = 0;
    for (long entry = 0; entry < entries; entry += SPACING) {
      out.signed(place(entry) - previous);
      out.number(frame(entry) - entry);
      previous = place(entry);
    }
  }

  /**
   * Reads what {@link #write} has written of so many entries.
   *
   * @param frames how many frames there are
   * @param lastPlace the place of the last of them
   */
  static EntryIndex read(long entries, long frames, long lastPlace, BinaryReader in)
      throws MalformedBytes {
    in.expect(entries / SPACING);
    EntryIndex index = new EntryIndex();
    long place = -1;
    int others = 0;
    for (long entry = 0; entry < entries; entry += SPACING) {
      long next = Math.max(0, place) + in.signed();
      int nextOthers = in.number(Integer.MAX_VALUE, "the frames between");
      boolean isPossible =
          next > place && next <= lastPlace && nextOthers >= others && entry + nextOthers < frames;
      if (!isPossible) {
        throw new MalformedBytes("its entries are where they cannot be");
      }
      place = next;
      others = nextOthers;
      index.add(entry, entry + others, place);
    }
    return index;
  }

  /** Takes the place of what this one has. */
  void set(EntryIndex other) {
    places = other.places;
    others = other.others;
  }

  /** The place of the entry of this number, a multiple of {@link #SPACING}. */
  long place(long entry) {
    int slot = (int) (entry / SPACING);
    return places[slot / CHUNK][slot % CHUNK];
  }

  /** The number of the frame of this entry, whose number is a multiple of {@link #SPACING}. */
  long frame(long entry) {
    int slot = (int) (entry / SPACING);
    return entry + others[slot / CHUNK][slot % CHUNK];
  }
}
