package dev.roomstate.log.framed;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What is stored behind the sound frames of a log.
 *
 * @param file the file in which it begins
 * @param at the byte of the file at which it begins
 * @param what what it is, as in "it ended with …"; empty where the store just ends
 * @param isLast whether no file of the log follows
 * @param parts the bytes there, of the file and of those that follow; little-endian
 */
public record Remainder(Path file, long at, String what, boolean isLast, List<ByteBuffer> parts) {
  /** Whether there is anything that should not be there. */
  public boolean isFound() {
    return !what.isEmpty();
  }

  /** Nothing: the store ends with the last sound frame. */
  public static Remainder none(Path file, long at) {
    return new Remainder(file, at, "", true, List.of());
  }
}
