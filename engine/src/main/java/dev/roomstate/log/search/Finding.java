package dev.roomstate.log.search;

import dev.roomstate.log.frame.Damage;
import java.nio.file.Path;

/**
 * Something that is not as it should be in the files of a log.
 *
 * @param kind what
 * @param file where; empty where there is no file at all
 * @param at the byte at which it begins
 * @param to the byte behind it
 * @param first the number of the frame that it is about, or the first of them; where nothing sound
 *     stands, of the frame that should begin there
 * @param last the number of the last frame that it is about
 */
public record Finding(Kind kind, Path file, long at, long to, long first, long last) {
  /** What can be found; the first seven are those of {@link Damage.Kind}. */
  public enum Kind {
    /** From a byte to the end of a file there is less than a frame. */
    INCOMPLETE(Damage.Kind.INCOMPLETE.sentence()),
    /** No frame begins where one should. */
    NO_FRAME(Damage.Kind.NO_FRAME.sentence()),
    /** Sound frames, but in a format that is newer than this engine. */
    NEWER_FORMAT(Damage.Kind.NEWER_FORMAT.sentence()),
    /** A frame that is not as it was written. */
    CHANGED(Damage.Kind.CHANGED.sentence()),
    /** Sound frames of another log. */
    FOREIGN(Damage.Kind.FOREIGN.sentence()),
    /** Sound frames that stand behind others with higher numbers. */
    OUT_OF_PLACE(Damage.Kind.OUT_OF_PLACE.sentence()),
    /** A sound frame that does not hold the check value of the one before. */
    BROKEN_CHAIN(Damage.Kind.BROKEN_CHAIN.sentence()),
    /** Sound frames that were found elsewhere too, the same. */
    REPEATED("is there twice, this one not needed"),
    /** Sound frames whose numbers others have too, which fit better. */
    RIVAL("is sound, but another one of this number fits better"),
    /** Sound frames with numbers that the log should not have yet. */
    BEYOND_END("is beyond the end that the log should have"),
    /** Numbers of which no sound frame was found. */
    LOST("is lost"),
    /** The disk does not give the bytes. */
    UNREADABLE("cannot be read from the disk");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What is so, to follow the words for where. */
    public String sentence() {
      return sentence;
    }

    private boolean isOfBytes() {
      return this == INCOMPLETE || this == NO_FRAME || this == CHANGED;
    }
  }

  /** How many frames it is about; where nothing sound stands, one. */
  public long frames() {
    return last - first + 1;
  }

  /** Where and what, as a sentence without a full stop. */
  public String sentence() {
    if (kind == Kind.UNREADABLE) {
      return "`" + file + "`, bytes " + at + " to " + (to - 1) + ": " + kind.sentence();
    }
    String one = "`" + file + "`, frame " + first + " at byte " + at + " " + kind.sentence();
    if (kind.isOfBytes()) {
      return one + "; nothing sound before byte " + to;
    }
    return last == first ? one : one + "; so are all up to frame " + last;
  }
}
