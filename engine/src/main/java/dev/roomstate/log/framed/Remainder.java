package dev.roomstate.log.framed;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What is stored behind the sound frames of a log.
 *
 * @param file the file in which it begins
 * @param at the byte of the file at which it begins
 * @param size how many bytes it has, 0 where nothing is wrong
 * @param isLast whether no file of the log follows
 * @param parts the bytes, of the file and of those that follow; little-endian
 */
public record Remainder(Path file, long at, long size, boolean isLast, List<ByteBuffer> parts) {
  /** Nothing: the store ends with the last sound frame. */
  public static Remainder none(Path file, long at) {
    return new Remainder(file, at, 0, true, List.of());
  }
}
