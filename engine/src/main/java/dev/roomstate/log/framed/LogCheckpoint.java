package dev.roomstate.log.framed;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.entry.KeyFormat;
import dev.roomstate.log.storage.Disk;
import dev.roomstate.log.storage.LocalDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What a log has found out of its frames up to one of them, all of which were on the disk then: so
 * many there must be when it is opened again. {@code docs/snapshot-format.md} has it byte by byte.
 *
 * @param frames how many frames
 * @param lastPlace the place of the last of them
 * @param lastCheck the check value of the last of them
 * @param entries how many of them are entries
 */
record LogCheckpoint(
    long frames,
    long lastPlace,
    int lastCheck,
    long entries,
    LogRooms rooms,
    Set<RecordedKey> keys,
    EntryIndex index) {
  private static final String FILE = "checkpoint";
  private static final byte[] MAGIC = "roomlogc".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  /** A file that has more bytes is not read: reading the log takes less memory. */
  private static final int BYTES_MAX = 1 << 30;

  /** Magic and the check value of all behind it. */
  private static final int HEADER_BYTES = 8 + 4;

  byte[] write(UUID log) {
    BinaryWriter out = new BinaryWriter();
    out.number(FORMAT);
    out.word(log.getMostSignificantBits());
    out.word(log.getLeastSignificantBits());
    out.number(frames);
    out.word(lastPlace);
    out.word(lastCheck);
    out.number(entries);
    rooms.write(out);
    out.number(keys.size());
    keys.forEach(key -> out.bytes(KeyFormat.write(key)));
    index.write(entries, out);
    return out.written();
  }

  private static LogCheckpoint read(byte[] bytes, UUID log) throws MalformedBytes {
    BinaryReader in = new BinaryReader(bytes, HEADER_BYTES, bytes.length);
    if (in.number() != FORMAT) {
      throw new MalformedBytes("it has another format");
    }
    if (in.word() != log.getMostSignificantBits() || in.word() != log.getLeastSignificantBits()) {
      throw new MalformedBytes("it is of another log");
    }
    long frames = in.number();
    long lastPlace = in.word();
    int lastCheck = (int) in.word();
    long entries = in.number();
    if (entries > frames) {
      throw new MalformedBytes("it has more entries than frames");
    }
    LogRooms rooms = LogRooms.read(entries, in);
    Set<RecordedKey> keys = new LinkedHashSet<>();
    for (long left = in.number(); left > 0; left--) {
      keys.add(KeyFormat.read(in.slice().copy()).getOrElseThrow(MalformedBytes::new));
    }
    EntryIndex index = EntryIndex.read(entries, frames, lastPlace, in);
    in.end();
    return new LogCheckpoint(frames, lastPlace, lastCheck, entries, rooms, keys, index);
  }

  /** Writes it in the place of an older one; so that it is whole or not there. */
  static void write(LogFolder folder, byte[] checkpoint) throws IOException {
    byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).array();
    ByteBuffer.wrap(header).putInt(MAGIC.length, checkValue(checkpoint, 0));
    Path file = folder.path().resolve(FILE);
    folder.disk().replace(file, Disk.Safety.SYNCED, header, checkpoint);
  }

  /**
   * The checkpoint of a log, null where there is none.
   *
   * @throws MalformedBytes where there is one that cannot be used: the log is read without it
   */
  static LogCheckpoint read(LogFolder folder) throws IOException, MalformedBytes {
    byte[] bytes = bytes(folder.path(), folder.disk());
    return bytes == null ? null : read(bytes, folder.manifest().id());
  }

  private static byte[] bytes(Path folder, Disk disk) throws IOException, MalformedBytes {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    byte[] bytes = disk.read(file, BYTES_MAX);
    if (bytes.length < HEADER_BYTES
        || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)
        || ByteBuffer.wrap(bytes).getInt(MAGIC.length) != checkValue(bytes, HEADER_BYTES)) {
      throw new MalformedBytes("it was changed or written in part");
    }
    return bytes;
  }

  /** How many frames the checkpoint in a folder tells of, 0 where there is none to be used. */
  static long frames(Path folder) {
    try {
      byte[] bytes = bytes(folder, LocalDisk.DISK);
      if (bytes == null) {
        return 0;
      }
      BinaryReader in = new BinaryReader(bytes, HEADER_BYTES, bytes.length);
      if (in.number() != FORMAT) {
        return 0;
      }
      in.word();
      in.word();
      return in.number();
    } catch (MalformedBytes | IOException | OutOfMemoryError e) {
      return 0;
    }
  }

  private static int checkValue(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
