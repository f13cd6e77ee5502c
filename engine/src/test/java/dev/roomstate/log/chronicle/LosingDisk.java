package dev.roomstate.log.chronicle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a disk has of a log in a queue when its power goes. A queue writes through mappings, so
 * nothing can be put between it and its files; but all syncing goes through one hook. What the
 * files had at their last sync is on the disk; of what they have now, each page is or is not, some
 * pages in part only. A name is in its folder if the folder was synced since, or else may be.
 */
final class LosingDisk {
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;
  private static final String QUEUE = "queue";

  private final Path log;
  private final Path links;

  /** What is known of files, by what the platform tells them apart with. */
  private final Map<Object, Inode> inodes = new HashMap<>();

  /** The files that the folder of the queue has on the disk, by their names. */
  private Map<String, Inode> onDisk = new TreeMap<>();

  private boolean hasQueue;

  /** A file, whatever it is called; linked, so that no other gets its number. */
  private static final class Inode {
    private final Path link;
    private byte[] synced = new byte[0];
    private long syncedLength;

    Inode(Path link) {
      this.link = link;
    }

    void sync() throws IOException {
      synced = ChronicleLogs.bytes(link);
      syncedLength = Files.size(link);
    }
  }

  /**
   * The disk of a log; all that it has already is on it.
   *
   * @param links an empty folder beside it
   */
  LosingDisk(Path log, Path links) throws IOException {
    this.log = log;
    this.links = links;
    Files.createDirectories(links);
    hasQueue = Files.isDirectory(log.resolve(QUEUE));
    onDisk = present();
    for (Inode inode : onDisk.values()) {
      inode.sync();
    }
  }

  private Map<String, Inode> present() throws IOException {
    Map<String, Inode> present = new TreeMap<>();
    if (Files.isDirectory(log.resolve(QUEUE))) {
      try (Stream<Path> files = Files.list(log.resolve(QUEUE))) {
        for (Path file : files.toList()) {
          present.put(file.getFileName().toString(), inode(file));
        }
      }
    }
    return present;
  }

  private Inode inode(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    Inode known = inodes.get(key);
    if (known == null) {
      Path link = links.resolve(Integer.toString(inodes.size()));
      known = new Inode(Files.createLink(link, file));
      inodes.put(key, known);
    }
    return known;
  }

  /** The hook: from now on the disk has what is there. */
  synchronized void sync(Path path) throws IOException {
    if (path.equals(log)) {
      hasQueue = Files.isDirectory(log.resolve(QUEUE));
    } else if (Files.isDirectory(path)) {
      if (path.getFileName().toString().equals(QUEUE)) {
        onDisk = present();
      }
    } else {
      inode(path).sync();
    }
  }

  /** Puts into an empty folder what the disk may have if its power goes now. */
  synchronized void crash(Path into, Random random) throws IOException {
    Files.createDirectories(into);
    for (String name : List.of("roomstate.log", "closed", "checkpoint")) {
      // These are synced before they get their names.
      if (Files.exists(log.resolve(name))) {
        Files.copy(log.resolve(name), into.resolve(name));
      }
    }
    if (!hasQueue && random.nextBoolean() || !Files.isDirectory(log.resolve(QUEUE))) {
      return;
    }
    Files.createDirectory(into.resolve(QUEUE));
    Map<String, Inode> present = present();
    TreeSet<String> names = new TreeSet<>(present.keySet());
    names.addAll(onDisk.keySet());
    double share = List.of(0.0, 0.05, 0.5, 0.95, 1.0).get(random.nextInt(5));
    for (String name : names) {
      Inode chosen = (random.nextBoolean() ? present : onDisk).get(name);
      if (chosen != null) {
        write(chosen, into.resolve(QUEUE).resolve(name), share, random);
      }
    }
  }

  private static void write(Inode inode, Path to, double share, Random random) throws IOException {
    byte[] present = ChronicleLogs.bytes(inode.link);
    int most = Math.max(present.length, inode.synced.length);
    byte[] before = Arrays.copyOf(inode.synced, most);
    byte[] after = Arrays.copyOf(present, most);
    for (int page = 0; page < most; page += PAGE) {
      int end = Math.min(page + PAGE, most);
      if (!Arrays.equals(before, page, end, after, page, end)) {
        boolean isTorn = random.nextInt(4) == 0;
        for (int at = page; at < end; at += isTorn ? SECTOR : PAGE) {
          if (random.nextDouble() < share) {
            int size = Math.min(isTorn ? SECTOR : PAGE, end - at);
            System.arraycopy(after, at, before, at, size);
          }
        }
      }
    }
    long grown = Math.max(0, Files.size(inode.link) - inode.syncedLength);
    List<Long> lengths = new ArrayList<>(List.of(0L, grown));
    lengths.add((long) (random.nextDouble() * grown));
    long length = inode.syncedLength + lengths.get(random.nextInt(lengths.size()));
    try (RandomAccessFile out = new RandomAccessFile(to.toFile(), "rw")) {
      out.write(before, 0, (int) Math.min(before.length, length));
      out.setLength(length);
    }
  }
}
