package dev.roomstate.log.snapshot;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.crypto.Sha256;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.log.storage.Disk;
import dev.roomstate.log.storage.FaultCause;
import dev.roomstate.log.storage.LocalDisk;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots in files, one for each room: {@code docs/snapshot-format.md} has them byte by byte. A
 * file is written under another name and renamed; it is not synced, since what is torn is seen by
 * its check value and the snapshot is not used.
 */
public final class SnapshotFolder implements SnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
  private static final byte[] MAGIC = "roomsnap".getBytes(StandardCharsets.US_ASCII);

  /** Magic, the log's UUID, the length of the snapshot, the check value of all but the magic. */
  private static final int HEADER_BYTES = 8 + 16 + 4 + 4;

  private static final int CHECK_AT = HEADER_BYTES - 4;
  private static final String SUFFIX = ".room";
  private static final int WRITTEN_MAX = 1 << 10;
  private static final long UNKNOWN = -1;

  private final Path folder;
  private final UUID log;
  private final boolean mayWrite;
  private final Disk disk;

  /**
   * After which entries the latest snapshots were made; guards what is written. Who makes one may
   * be overtaken by who makes a newer one, but not by many.
   */
  private final Map<RoomId, Long> written =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Long> eldest) {
          return size() > WRITTEN_MAX;
        }
      };

  private volatile boolean isClosed;

  /** The same on the disk that the path names. */
  public SnapshotFolder(Path folder, UUID log, boolean mayWrite) {
    this(folder, log, mayWrite, LocalDisk.DISK);
  }

  /**
   * The snapshots of the log with this id.
   *
   * @param folder is made, in one that is there, when there are any
   * @param mayWrite whether it may be written
   */
  public SnapshotFolder(Path folder, UUID log, boolean mayWrite, Disk disk) {
    this.folder = folder;
    this.log = log;
    this.mayWrite = mayWrite;
    this.disk = disk;
  }

  @Override
  public boolean keepsAny() {
    return mayWrite && !isClosed;
  }

  private Path file(RoomId roomId) {
    byte[] hash = Sha256.digest(roomId.value().getBytes(StandardCharsets.UTF_8));
    String name = HexFormat.of().formatHex(hash);
    return folder.resolve(name.substring(0, 2)).resolve(name.substring(2) + SUFFIX);
  }

  @Override
  public Option<byte[]> read(RoomId roomId) {
    Path file = file(roomId);
    if (!Files.exists(file)) {
      return Option.none();
    }
    try {
      SnapshotFile read = SnapshotFile.read(file);
      String defect = defect(read);
      if (defect.isEmpty()) {
        return Option.some(read.snapshot());
      }
      LOG.warn("`{}` {}; it is not used, and the log is read instead", file, defect);
    } catch (IOException | OutOfMemoryError e) {
      LOG.warn("`{}` cannot be read, and the log is read instead: {}", file, FaultCause.of(e));
    }
    return Option.none();
  }

  @Override
  public List<String> defects() {
    List<String> defects = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return defects;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
        String defect = defect(SnapshotFile.read(file));
        if (!defect.isEmpty()) {
          defects.add("`" + file + "` " + defect);
        }
      }
    } catch (IOException | UncheckedIOException | OutOfMemoryError e) {
      defects.add("`" + folder + "` cannot be read: " + FaultCause.of(e));
    }
    return defects;
  }

  /** What is wrong with a file, as the end of a sentence; empty if nothing is. */
  private String defect(SnapshotFile file) {
    byte[] begin = file.header();
    if (begin.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, 8, begin, 0, 8)) {
      return "is no snapshot";
    }
    ByteBuffer header = ByteBuffer.wrap(begin);
    if (header.getInt(MAGIC.length + 16) != file.snapshot().length
        || header.getInt(CHECK_AT) != file.checkValue()) {
      return "was changed or written in part";
    }
    boolean ours =
        header.getLong(MAGIC.length) == log.getMostSignificantBits()
            && header.getLong(MAGIC.length + Long.BYTES) == log.getLeastSignificantBits();
    return ours ? "" : "is of another log";
  }

  /** What a file holds: its first octets, and the snapshot behind them. */
  private record SnapshotFile(byte[] header, byte[] snapshot) {
    static SnapshotFile read(Path file) throws IOException {
      // A channel would be closed when the thread is interrupted.
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        byte[] header = new byte[(int) Math.min(HEADER_BYTES, in.length())];
        in.readFully(header);
        byte[] snapshot = new byte[Math.toIntExact(in.length() - header.length)];
        in.readFully(snapshot);
        return new SnapshotFile(header, snapshot);
      } catch (ArithmeticException e) {
        throw new IOException("it is larger than a snapshot can be", e);
      }
    }

    int checkValue() {
      CRC32C crc = new CRC32C();
      crc.update(header, MAGIC.length, CHECK_AT - MAGIC.length);
      crc.update(snapshot);
      return (int) crc.getValue();
    }
  }

  @Override
  public void write(RoomId roomId, byte[] snapshot) {
    if (!mayWrite) {
      return;
    }
    byte[] header = header(snapshot);
    long entry = lastEntry(snapshot);
    // One at a time: two of one room would write the same file.
    synchronized (written) {
      if (isClosed) {
        LOG.warn("no snapshot of {} is written any more: its log was closed", roomId);
        return;
      }
      if (entry != UNKNOWN && entry < written.getOrDefault(roomId, UNKNOWN)) {
        LOG.debug("a newer snapshot of {} was written meanwhile", roomId);
        return;
      }
      Path file = file(roomId);
      try {
        disk.makeFolder(folder);
        disk.makeFolder(file.getParent());
        disk.replace(file, Disk.Safety.NONE, header, snapshot);
        written.put(roomId, entry);
      } catch (IOException | RuntimeException e) {
        LOG.warn("no snapshot of {} could be written: {}", roomId, FaultCause.of(e));
      }
    }
  }

  private byte[] header(byte[] snapshot) {
    byte[] begin = Arrays.copyOf(MAGIC, HEADER_BYTES);
    ByteBuffer header = ByteBuffer.wrap(begin);
    header.putLong(MAGIC.length, log.getMostSignificantBits());
    header.putLong(MAGIC.length + Long.BYTES, log.getLeastSignificantBits());
    header.putInt(MAGIC.length + 16, snapshot.length);
    header.putInt(CHECK_AT, new SnapshotFile(begin, snapshot).checkValue());
    return begin;
  }

  /** The entry after which a snapshot was made. */
  private static long lastEntry(byte[] snapshot) {
    BinaryReader in = new BinaryReader(snapshot, 0, snapshot.length);
    try {
      in.number();
      in.slice();
      in.slice();
      return in.number();
    } catch (MalformedBytes e) {
      return UNKNOWN;
    }
  }

  /** Returns when nothing is being written; nothing is any more. */
  public void close() {
    synchronized (written) {
      isClosed = true;
    }
  }
}
