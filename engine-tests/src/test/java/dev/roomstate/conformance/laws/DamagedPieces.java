package dev.roomstate.conformance.laws;

import dev.roomstate.log.search.FoundFrame;
import dev.roomstate.log.search.FrameLayout;
import dev.roomstate.log.search.FrameSearch;
import dev.roomstate.log.search.FrameSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a log, cut into frames and what is between them, to be damaged. */
final class DamagedPieces {
  private static final int SEGMENTS = 3;

  private final boolean isQueue;
  private final List<Piece> pieces = new ArrayList<>();
  private final Map<Long, Integer> kinds = new TreeMap<>();

  /** Bytes, and what they were: the own frame of this number, if that is not negative. */
  private record Piece(byte[] bytes, long frame, byte[] sound) {
    static final long NONE = -1;

    Piece(byte[] bytes, long frame) {
      this(bytes, frame, bytes);
    }

    Piece with(byte[] changed) {
      return new Piece(changed, frame, sound);
    }

    boolean isWholeFrame() {
      return frame >= 0 && Arrays.equals(bytes, sound);
    }
  }

  /** What is done to the files. */
  enum Kind {
    FLIP,
    ZERO,
    CUT,
    REMOVE,
    REPEAT,
    SWAP,
    FOREIGN,
    LOSE_FILE
  }

  /**
   * A damage.
   *
   * @param at which piece, or which file, counted round
   * @param other another piece
   * @param size how many bytes
   */
  record Damage(Kind kind, int at, int other, int size) {}

  DamagedPieces(Path folder) throws IOException {
    Path file = files(folder).get(0);
    isQueue = file.toString().endsWith(".cq4");
    List<FoundFrame> frames = frames(file);
    int from = 0;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (FoundFrame frame : frames) {
        if (frame.at() > from) {
          pieces.add(new Piece(read(in, from, (int) frame.at()), Piece.NONE));
        }
        from = (int) frame.to();
        pieces.add(new Piece(read(in, (int) frame.at(), from), frame.sequence()));
        kinds.put(frame.sequence(), frame.header().kind());
      }
      if (isQueue) {
        pieces.add(new Piece(read(in, from, from + 4096), Piece.NONE));
      }
    }
  }

  private static byte[] read(RandomAccessFile in, int from, int to) throws IOException {
    byte[] bytes = new byte[to - from];
    in.seek(from);
    in.readFully(bytes);
    return bytes;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.(frames|cq4)")).sorted().toList();
    }
  }

  private static List<FoundFrame> frames(Path file) {
    boolean isQueue = file.toString().endsWith(".cq4");
    List<FoundFrame> frames = new ArrayList<>();
    FrameSearch.in(List.of(file), isQueue ? FrameLayout.APART : FrameLayout.CLOSE)
        .find(
            new FrameSink() {
              @Override
              public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {
                frames.add(frame);
              }

              @Override
              public void lost(long first, long last) {
                throw new AssertionError("the log is sound");
              }
            });
    return frames;
  }

  /** The kinds of all frames that there were, by number. */
  Map<Long, Integer> kinds() {
    return kinds;
  }

  /** The numbers of the frames that are whole somewhere. */
  List<Long> whole() {
    return pieces.stream()
        .filter(Piece::isWholeFrame)
        .map(Piece::frame)
        .distinct()
        .sorted()
        .toList();
  }

  /** Does a damage to the pieces; one that is done to the folder comes with {@link #write}. */
  void damage(Damage damage, DamagedPieces foreign) {
    if (pieces.isEmpty()) {
      return;
    }
    int at = damage.at % pieces.size();
    int other = damage.other % pieces.size();
    switch (damage.kind) {
      case FLIP -> change(at, damage.size, false);
      case ZERO -> {
        for (int i = at; i < Math.min(pieces.size(), at + 1 + damage.size % 3); i++) {
          change(i, damage.size, true);
        }
      }
      case CUT -> {
        pieces.subList(at + 1, pieces.size()).clear();
        byte[] bytes = pieces.get(at).bytes;
        pieces.set(at, pieces.get(at).with(Arrays.copyOf(bytes, damage.size % (bytes.length + 1))));
      }
      case REMOVE -> pieces.remove(at);
      case REPEAT -> pieces.add(other, pieces.get(at));
      case SWAP -> Collections.swap(pieces, at, other);
      case FOREIGN ->
          pieces.add(
              at, new Piece(foreign.pieces.get(other % foreign.pieces.size()).bytes, Piece.NONE));
      case LOSE_FILE -> {
        // It is in the folder.
      }
    }
  }

  private void change(int at, int size, boolean zeroes) {
    byte[] bytes = pieces.get(at).bytes.clone();
    if (bytes.length > 0 && zeroes) {
      Arrays.fill(bytes, size % bytes.length, bytes.length, (byte) 0);
    } else if (bytes.length > 0) {
      bytes[size % bytes.length] ^= (byte) (1 << size % 8);
    }
    pieces.set(at, pieces.get(at).with(bytes));
  }

  /** Writes the files into the folder of the log in place of its own. */
  void write(Path folder, List<Damage> damages) throws IOException {
    Path first = files(folder).get(0);
    Files.delete(first);
    if (isQueue) {
      Files.write(first, bytes(pieces));
    } else {
      // The names do not matter to a search.
      for (int i = 0; i < SEGMENTS; i++) {
        String name = "0".repeat(18) + i + ".frames";
        int from = pieces.size() * i / SEGMENTS;
        int to = pieces.size() * (i + 1) / SEGMENTS;
        Files.write(first.resolveSibling(name), bytes(pieces.subList(from, to)));
      }
    }
    // Without a manifest the log is the one that most frames are of.
    boolean isForeignThere = damages.stream().anyMatch(damage -> damage.kind == Kind.FOREIGN);
    List<String> names =
        List.of("closed", "checkpoint", isForeignThere ? "writer.lock" : "roomstate.log");
    for (Damage damage : damages) {
      if (damage.kind == Kind.LOSE_FILE) {
        Files.deleteIfExists(folder.resolve(names.get(damage.at % names.size())));
      }
    }
  }

  private byte[] bytes(List<Piece> some) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Piece piece : some) {
      bytes.writeBytes(piece.bytes);
      while (isQueue && bytes.size() % 4 > 0) {
        bytes.write(0);
      }
    }
    return bytes.toByteArray();
  }
}
