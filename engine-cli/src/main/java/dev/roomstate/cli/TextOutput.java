package dev.roomstate.cli;

import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines of text for people. Unlike a print stream, it notices when nobody reads any more. */
final class TextOutput implements Flushable {
  private static final int BUFFER = 1 << 15;

  private final OutputStream out;

  TextOutput(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  /** Prints a line. */
  void line(String text) {
    try {
      out.write(text.stripTrailing().getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
