package dev.roomstate.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** A file to be read, or standard input; unpacked where it is compressed. */
final class InputFile implements Closeable {
  private static final String STANDARD_INPUT = "-";
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final long size;
  private final CountedInput packed;
  private final InputStream content;

  private InputFile(String name, long size, CountedInput packed, InputStream content) {
    this.name = name;
    this.size = size;
    this.packed = packed;
    this.content = content;
  }

  /** Opens the file of this name; {@code -} is standard input. */
  static InputFile open(String name, Terminal terminal) throws CommandFailure {
    if (name.isEmpty()) {
      throw new CommandFailure("the name of a file is needed, and an empty one was given");
    }
    boolean isStandardInput = name.equals(STANDARD_INPUT);
    String shown = isStandardInput ? "standard input" : "`" + name + "`";
    try {
      Path path = isStandardInput ? null : Path.of(name);
      if (path != null && Files.isDirectory(path)) {
        throw new CommandFailure(shown + " is a folder");
      }
      CountedInput packed =
          new CountedInput(isStandardInput ? terminal.in() : Files.newInputStream(path));
      BufferedInputStream buffered = new BufferedInputStream(packed, BUFFER);
      buffered.mark(2);
      boolean isPacked = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
      buffered.reset();
      if (!isPacked && name.endsWith(".gz") && buffered.read() >= 0) {
        throw new CommandFailure(shown + " is not compressed by gzip, though its name says so");
      }
      return new InputFile(
          shown,
          path == null ? 0 : Files.size(path),
          packed,
          isPacked ? new WholeGzip(buffered, BUFFER) : buffered);
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailure(shown + " " + why(e));
    }
  }

  /** What an exception says of a file. */
  static String why(Exception e) {
    if (e instanceof NoSuchFileException || e instanceof InvalidPathException) {
      return "does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read";
    }
    if (e instanceof EOFException) {
      return "ends in the middle of its compressed data";
    }
    if (e instanceof ZipException) {
      return "is damaged: its compressed data makes no sense";
    }
    return "cannot be read: " + e.getMessage();
  }

  /** The one JSON value that the file is. */
  static JsonSlice readJson(String name, Terminal terminal) throws CommandFailure {
    try (InputFile file = open(name, terminal)) {
      byte[] bytes = file.content.readNBytes(JudgeCommand.LINE_BYTES_MAX + 1);
      if (bytes.length > JudgeCommand.LINE_BYTES_MAX) {
        throw new CommandFailure(
            file.name + " is longer than " + JudgeCommand.LINE_BYTES_MAX + " bytes");
      }
      if (JsonScanner.skipSpace(bytes, 0, bytes.length) == bytes.length) {
        throw new CommandFailure(file.name + " is empty");
      }
      return JsonSlice.of(bytes, 0, bytes.length, false);
    } catch (NotJson e) {
      throw new CommandFailure("`" + name + "` is " + e.sentence(0));
    } catch (IOException e) {
      throw new CommandFailure("`" + name + "` " + why(e));
    }
  }

  /** What to call it in messages. */
  String name() {
    return name;
  }

  /** The unpacked content. */
  InputStream content() {
    return content;
  }

  /** How long the file is, as it lies on the disk; 0 where that is not known. */
  long size() {
    return size;
  }

  /** How many bytes of it were read so far. */
  long read() {
    return packed.count();
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
