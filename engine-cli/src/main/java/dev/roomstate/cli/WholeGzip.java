package dev.roomstate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Compressed data of one or several gzip members. What follows the last one and is none is damage:
 * the JDK's stream takes it for the end.
 */
final class WholeGzip extends GZIPInputStream {
  /** The trailer of the last member stays in the inflater's buffer. */
  private static final int TRAILER_BYTES = 8;

  WholeGzip(InputStream packed, int buffer) throws IOException {
    super(packed, buffer);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    if (read < 0 && (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0)) {
      throw new ZipException("bytes after the compressed data");
    }
    return read;
  }
}
