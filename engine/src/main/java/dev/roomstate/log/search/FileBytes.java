package dev.roomstate.log.search;

import dev.roomstate.log.LogFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of files, read only. What the disk cannot give reads as zeros, and is noted. The files
 * are read and not mapped: a fault in a mapped page, where a disk fails or a file is cut meanwhile,
 * can end the whole process. For one thread.
 */
final class FileBytes implements Closeable {
  /** What is read at once, at most. */
  private static final int READ_BYTES_MAX = 1 << 18;

  /** What is lost at once where the disk fails. */
  static final int PAGE_BYTES = 4096;

  /** How many files are open at once. */
  private static final int OPEN_MAX = 16;

  private final List<Path> paths;
  private final Opener opener;
  private final long[] sizes;
  private final Map<Integer, Source> open = new LinkedHashMap<>(16, 0.75f, true);

  /** For each file, the pages that cannot be read, and where the range of them ends. */
  private final Map<Integer, TreeMap<Long, Long>> unreadable = new HashMap<>();

  /** A file that is read. */
  interface Source extends Closeable {
    /** How many bytes it has. */
    long size() throws IOException;

    /** Reads from a position on what there is, at least a byte unless it ends there. */
    int read(ByteBuffer into, long at) throws IOException;
  }

  /** Opens files to be read. */
  @FunctionalInterface
  interface Opener {
    /** The file at this path. */
    Source open(Path path) throws IOException;
  }

  FileBytes(List<Path> paths, Opener opener) {
    this.paths = paths;
    this.opener = opener;
    this.sizes = new long[paths.size()];
    try {
      for (int file = 0; file < sizes.length; file++) {
        sizes[file] = sizeOf(file);
      }
    } catch (LogFailure e) {
      close();
      throw e;
    }
  }

  private long sizeOf(int file) {
    try {
      return source(file).size();
    } catch (ClosedChannelException e) {
      throw interrupted(file, e);
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  private LogFailure unread(int file, IOException e) {
    String message = e.getMessage() == null ? "" : " " + e.getMessage();
    return new LogFailure(
        "`" + paths.get(file) + "` cannot be read: " + e.getClass().getSimpleName() + message, e);
  }

  private LogFailure interrupted(int file, ClosedChannelException e) {
    return new LogFailure("reading `" + paths.get(file) + "` was interrupted", e);
  }

  /** A file on the disk. */
  static Source channel(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new Source() {
      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public int read(ByteBuffer into, long at) throws IOException {
        return channel.read(into, at);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private Source source(int file) {
    Source there = open.get(file);
    if (there != null) {
      return there;
    }
    if (open.size() == OPEN_MAX) {
      int oldest = open.keySet().iterator().next();
      letGo(open.remove(oldest));
    }
    try {
      Source opened = opener.open(paths.get(file));
      open.put(file, opened);
      return opened;
    } catch (IOException e) {
      throw unread(file, e);
    }
  }

  private static void letGo(Source source) {
    try {
      source.close();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }

  /** How many files there are. */
  int count() {
    return sizes.length;
  }

  /** Where a file is. */
  Path path(int file) {
    return paths.get(file);
  }

  /** How many bytes a file had when the search began. */
  long size(int file) {
    return sizes[file];
  }

  /** How many bytes all files have. */
  long size() {
    return Arrays.stream(sizes).sum();
  }

  /** Reads so many bytes, which must be there. */
  void read(int file, long at, byte[] into, int offset, int length) {
    for (int done = 0; done < length; ) {
      int size = Math.min(READ_BYTES_MAX, length - done);
      ByteBuffer piece = ByteBuffer.wrap(into, offset + done, size);
      try {
        fill(file, at + done, piece);
      } catch (ClosedChannelException e) {
        throw interrupted(file, e);
      } catch (IOException e) {
        readPages(file, at + done, into, offset + done, size);
      }
      done += size;
    }
  }

  private void fill(int file, long at, ByteBuffer into) throws IOException {
    int start = into.position();
    while (into.hasRemaining()) {
      if (source(file).read(into, at + into.position() - start) < 0) {
        throw new LogFailure("`" + paths.get(file) + "` became shorter while it was read");
      }
    }
  }

  private void readPages(int file, long at, byte[] into, int offset, int length) {
    for (int done = 0; done < length; ) {
      long page = (at + done) / PAGE_BYTES * PAGE_BYTES;
      int size = (int) Math.min(length - done, page + PAGE_BYTES - (at + done));
      try {
        fill(file, at + done, ByteBuffer.wrap(into, offset + done, size));
      } catch (ClosedChannelException e) {
        throw interrupted(file, e);
      } catch (IOException e) {
        Arrays.fill(into, offset + done, offset + done + size, (byte) 0);
        note(file, page);
      }
      done += size;
    }
  }

  private void note(int file, long page) {
    TreeMap<Long, Long> ranges = unreadable.computeIfAbsent(file, key -> new TreeMap<>());
    Map.Entry<Long, Long> before = ranges.floorEntry(page);
    long from = before != null && before.getValue() >= page ? before.getKey() : page;
    long to = Math.min(sizes[file], page + PAGE_BYTES);
    ranges.merge(from, to, Math::max);
    Long after = ranges.remove(to);
    if (after != null) {
      ranges.put(from, after);
    }
  }

  /** What could not be read of a file: from, to, from, to. */
  List<Long> unreadable(int file) {
    List<Long> bounds = new ArrayList<>();
    unreadable
        .getOrDefault(file, new TreeMap<>())
        .forEach((from, to) -> bounds.addAll(List.of(from, to)));
    return bounds;
  }

  @Override
  public void close() {
    open.values().forEach(FileBytes::letGo);
    open.clear();
  }
}
