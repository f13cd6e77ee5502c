package dev.roomstate.log.frame;

/**
 * What is wrong with a log, and where.
 *
 * @param kind what
 * @param sequence the number of the frame that should stand there
 * @param position the byte at which it should begin
 */
public record Damage(Kind kind, long sequence, long position) {
  /** What can be wrong with a frame, in the order in which it is looked for. */
  public enum Kind {
    /** There are fewer bytes than a frame has. */
    INCOMPLETE("ends before its frame does"),
    /** No frame begins there. */
    NO_FRAME("holds no frame"),
    /** The format is newer than this engine. */
    NEWER_FORMAT("was written in a newer format"),
    /** The check value is not that of the bytes. */
    CHANGED("was changed"),
    /** The frame is of another log. */
    FOREIGN("is of another log"),
    /** The frame is sound, but another one should stand there. */
    OUT_OF_PLACE("has another number than follows"),
    /** The frame is sound, but does not follow the one before it. */
    BROKEN_CHAIN("does not follow the frame before it");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** What is wrong, to follow the words for where. */
    public String sentence() {
      return sentence;
    }
  }

  /** Where and what, as a sentence without a full stop. */
  public String sentence() {
    return "frame " + sequence + " at byte " + position + " " + kind.sentence();
  }
}
