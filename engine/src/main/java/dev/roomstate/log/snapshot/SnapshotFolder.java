package dev.roomstate.log.snapshot;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.SnapshotStore;
import io.vavr.control.Option;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

  private final Path folder;
  private final UUID log;
  private final boolean mayWrite;

  /**
   * The snapshots of the log with this id.
   *
   * @param folder is made when there are any
   * @param mayWrite whether it may be written
   */
  public SnapshotFolder(Path folder, UUID log, boolean mayWrite) {
    this.folder = folder;
    this.log = log;
    this.mayWrite = mayWrite;
  }

  @Override
  public boolean keepsAny() {
    return mayWrite;
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
      byte[] bytes = Files.readAllBytes(file);
      String defect = defect(bytes);
      if (defect.isEmpty()) {
        return Option.some(Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
      }
      LOG.warn("`{}` {}; it is not used, and the log is read instead", file, defect);
    } catch (IOException | OutOfMemoryError e) {
      LOG.warn("`{}` cannot be read, and the log is read instead: {}", file, e.toString());
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
        String defect = defect(Files.readAllBytes(file));
        if (!defect.isEmpty()) {
          defects.add("`" + file + "` " + defect);
        }
      }
    } catch (IOException | UncheckedIOException | OutOfMemoryError e) {
      defects.add("`" + folder + "` cannot be read: " + e.getClass().getSimpleName());
    }
    return defects;
  }

  /** What is wrong with a file, as the end of a sentence; empty if nothing is. */
  private String defect(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, 8, bytes, 0, 8)) {
      return "is no snapshot";
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getInt(MAGIC.length + 16) != bytes.length - HEADER_BYTES
        || header.getInt(CHECK_AT) != checkValue(bytes)) {
      return "was changed or written in part";
    }
    boolean ours =
        header.getLong(MAGIC.length) == log.getMostSignificantBits()
            && header.getLong(MAGIC.length + Long.BYTES) == log.getLeastSignificantBits();
    return ours ? "" : "is of another log";
  }

  private static int checkValue(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, MAGIC.length, CHECK_AT - MAGIC.length);
    crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  @Override
  public void write(RoomId roomId, byte[] snapshot) {
    if (!mayWrite) {
      return;
    }
    Path file = file(roomId);
    try {
      Files.createDirectories(file.getParent());
      byte[] bytes = Arrays.copyOf(MAGIC, HEADER_BYTES + snapshot.length);
      ByteBuffer header = ByteBuffer.wrap(bytes);
      header.putLong(MAGIC.length, log.getMostSignificantBits());
      header.putLong(MAGIC.length + Long.BYTES, log.getLeastSignificantBits());
      header.putInt(MAGIC.length + 16, snapshot.length);
      System.arraycopy(snapshot, 0, bytes, HEADER_BYTES, snapshot.length);
      header.putInt(CHECK_AT, checkValue(bytes));
      Path part = file.resolveSibling(file.getFileName() + ".part");
      // A channel would be closed when the thread is interrupted.
      try (FileOutputStream out = new FileOutputStream(part.toFile())) {
        out.write(bytes);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("no snapshot of {} could be written: {}", roomId, e.toString());
    }
  }
}
