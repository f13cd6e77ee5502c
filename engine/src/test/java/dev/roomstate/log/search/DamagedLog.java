package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandRoom;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.version.RoomVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** A log to be damaged, as its frames, and searches in what was made of it. */
final class DamagedLog {
  private static final int PREVIOUS_AT = 20;
  private static final int CHECK_AT = 32;

  private final List<byte[]> frames;

  /** What a search found. */
  record Found(FrameReport report, List<Long> numbers, List<Long> lost, List<Long> unchained) {
    /** The findings as kind and first number, in order. */
    List<String> findings() {
      return report.findings().stream()
          .map(finding -> finding.kind() + " " + finding.first())
          .toList();
    }
  }

  /** The log with these frames. */
  DamagedLog(List<byte[]> frames) {
    this.frames = List.copyOf(frames);
  }

  /** The frames of a room of eight events, as the log in files writes them. */
  static DamagedLog small(Path folder) {
    try (EventLog log = FileEventLog.open(folder, RoomVersions.STANDARD, Durability.OS)) {
      HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
      room.accept(HandRoom.topic("$t1", "").after("$bob:b.org"));
      room.accept(HandRoom.byAlice("$m1").after("$t1"));
      room.judge(HandRoom.topic("$t2", "x").after("$m1"));
    }
    try (var files = Files.list(folder)) {
      Path segment = files.filter(file -> file.toString().endsWith(".frames")).findFirst().get();
      return new DamagedLog(split(Files.readAllBytes(segment)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many frames of random sizes up to some. */
  static DamagedLog random(int tag, int frames, int payloadBytesMax, Random random) {
    FrameChain chain = new FrameChain(tag);
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      byte[] payload = new byte[random.nextInt(payloadBytesMax + 1)];
      random.nextBytes(payload);
      made.add(chain.next(2, payload));
    }
    return new DamagedLog(made);
  }

  private static List<byte[]> split(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < segment.length; at += frames.get(frames.size() - 1).length) {
      frames.add(Arrays.copyOfRange(segment, at, at + FrameChain.sizeAt(bytes, at)));
    }
    return frames;
  }

  int size() {
    return frames.size();
  }

  byte[] frame(int number) {
    return frames.get(number).clone();
  }

  int tag() {
    return words(frames.get(0)).getInt(16);
  }

  /** The frames in their order. */
  List<byte[]> all() {
    return new ArrayList<>(frames);
  }

  byte[] bytes() {
    return joined(frames);
  }

  /** Where a frame begins. */
  int start(int number) {
    return frames.subList(0, number).stream().mapToInt(frame -> frame.length).sum();
  }

  /** Which frame a byte is in. */
  int frameAt(int at) {
    return (int) IntStream.range(1, size()).filter(number -> start(number) <= at).count();
  }

  static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pieces.forEach(out::writeBytes);
    return out.toByteArray();
  }

  static ByteBuffer words(byte[] frame) {
    return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The frame with its octets changed so that its check value is right again. */
  static byte[] rewritten(byte[] frame, Consumer<ByteBuffer> change) {
    byte[] changed = frame.clone();
    change.accept(words(changed));
    CRC32C crc = new CRC32C();
    crc.update(changed, 0, CHECK_AT);
    crc.update(changed, FrameChain.HEADER_BYTES, changed.length - FrameChain.HEADER_BYTES);
    words(changed).putInt(CHECK_AT, (int) crc.getValue());
    return changed;
  }

  /** The frame as one that follows another one would be. */
  static byte[] following(byte[] frame, byte[] before) {
    int check = words(before).getInt(CHECK_AT);
    return rewritten(frame, words -> words.putInt(PREVIOUS_AT, check));
  }

  /** A file that is in memory. */
  static FileBytes.Source source(byte[] bytes) {
    return new FileBytes.Source() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(ByteBuffer into, long at) {
        int size = (int) Math.min(into.remaining(), bytes.length - at);
        into.put(bytes, (int) at, size);
        return size > 0 ? size : -1;
      }

      @Override
      public void close() {}
    };
  }

  static FileBytes.Opener opener(List<byte[]> files) {
    return path -> source(files.get(Integer.parseInt(path.toString())));
  }

  static List<Path> paths(int files) {
    return IntStream.range(0, files).mapToObj(file -> Path.of("" + file)).toList();
  }

  static FrameSearch search(FrameLayout layout, byte[]... files) {
    return FrameSearch.in(paths(files.length), layout, opener(List.of(files)));
  }

  /** What is found in files, of this log, which is known to have had all its frames. */
  Found found(FrameLayout layout, byte[]... files) {
    return found(search(layout, files).ofLog(tag()).expecting(size()));
  }

  Found found(byte[]... files) {
    return found(FrameLayout.CLOSE, files);
  }

  /** What is found by a search; every frame that it gives must be as it was. */
  Found found(FrameSearch search) {
    List<Long> numbers = new ArrayList<>();
    List<Long> lost = new ArrayList<>();
    List<Long> unchained = new ArrayList<>();
    TreeSet<Long> seen = new TreeSet<>();
    FrameReport report =
        search.find(
            new FrameSink() {
              @Override
              public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {
                byte[] is = new byte[payload.remaining()];
                payload.get(is);
                byte[] was = frames.get((int) frame.sequence());
                byte[] part = Arrays.copyOfRange(was, FrameChain.HEADER_BYTES, was.length);
                assertArrayEquals(part, is);
                next(frame.sequence());
                numbers.add(frame.sequence());
                if (!follows) {
                  unchained.add(frame.sequence());
                }
              }

              @Override
              public void lost(long first, long last) {
                for (long number = first; number <= last; number++) {
                  next(number);
                  lost.add(number);
                }
              }

              private void next(long number) {
                assertTrue(seen.isEmpty() || seen.last() == number - 1, "in order");
                assertTrue(seen.add(number), "once");
              }
            });
    assertEquals(numbers.size(), report.frames());
    assertEquals(lost.size(), report.count(Finding.Kind.LOST));
    return new Found(report, numbers, lost, unchained);
  }

  /** All numbers but these. */
  List<Long> allBut(Integer... numbers) {
    List<Integer> without = List.of(numbers);
    return IntStream.range(0, size())
        .filter(number -> !without.contains(number))
        .mapToObj(number -> (long) number)
        .toList();
  }
}
