package dev.roomstate.log.salvage;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.LogManifest;
import dev.roomstate.log.search.Finding;
import dev.roomstate.log.search.FoundFrame;
import dev.roomstate.log.search.FrameLayout;
import dev.roomstate.log.search.FrameReport;
import dev.roomstate.log.search.FrameSearch;
import dev.roomstate.log.search.FrameSink;
import dev.roomstate.log.search.SearchProgress;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a log as they lie in its folder, in whatever state: they are looked at, never opened
 * to be written, and no lock is taken. Immutable.
 *
 * @param folder where they are
 * @param kind what keeps the frames
 * @param files what has frames, in the order of the names
 * @param manifest what the log says of itself; none where that is gone or cannot be read
 * @param framesWhenClosed how many frames there were when it was closed, negative if that is not
 *     known
 * @param framesAtCheckpoint how many frames there were at its last checkpoint, 0 if that is not
 *     known
 */
public record DamagedLog(
    Path folder,
    LogKind kind,
    List<Path> files,
    Option<LogManifest> manifest,
    long framesWhenClosed,
    long framesAtCheckpoint) {
  private static final String SEGMENT = ".frames";
  private static final String QUEUE = "queue";
  private static final String QUEUE_FILE = ".cq4";

  private static final FrameSink NOWHERE =
      new FrameSink() {
        @Override
        public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {
          // It is sound, which is all that is asked.
        }

        @Override
        public void lost(long first, long last) {
          // The report tells.
        }
      };

  /** Copies the list. */
  public DamagedLog {
    files = List.copyOf(files);
  }

  /**
   * The log in a folder, if there is anything of one.
   *
   * @throws LogFailure when the folder cannot be read
   */
  public static Option<DamagedLog> in(Path folder) {
    try {
      Option<LogManifest> manifest = manifest(folder);
      List<Path> segments = files(folder, SEGMENT);
      List<Path> queue = files(folder.resolve(QUEUE), QUEUE_FILE);
      if (manifest.isEmpty() && segments.isEmpty() && queue.isEmpty()) {
        return Option.none();
      }
      boolean isQueue =
          manifest.fold(() -> segments.isEmpty(), known -> known.kind() == LogKind.CHRONICLE);
      return Option.some(
          new DamagedLog(
              folder,
              isQueue ? LogKind.CHRONICLE : LogKind.FILE,
              isQueue ? queue : segments,
              manifest,
              LogFolder.framesWhenClosed(folder),
              LogFolder.framesAtCheckpoint(folder)));
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be read: " + LogFolder.why(e), e);
    }
  }

  private static Option<LogManifest> manifest(Path folder) {
    try (LogFolder opened = LogFolder.open(folder, LogAccess.READ, Option.none())) {
      return Option.some(opened.manifest());
    } catch (IOException | LogFailure e) {
      // The frames say what they are.
      return Option.none();
    }
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** How many bytes its files have. */
  public long bytes() {
    return files.stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** A search for its frames: those of the log that the manifest names, else of the commonest. */
  FrameSearch search(boolean believesManifest, SearchProgress progress) {
    FrameLayout layout = kind == LogKind.FILE ? FrameLayout.CLOSE : FrameLayout.APART;
    FrameSearch search = FrameSearch.in(files, layout).telling(progress);
    search = search.expectingAtLeast(framesAtCheckpoint);
    if (framesWhenClosed >= 0) {
      search = search.expecting(framesWhenClosed);
    }
    return believesManifest && manifest.isDefined() ? search.ofLog(manifest.get().tag()) : search;
  }

  /** Whether a search found nothing since the manifest names another log than the frames do. */
  boolean isMisnamed(FrameReport report) {
    return manifest.isDefined() && report.frames() == 0 && report.count(Finding.Kind.FOREIGN) > 0;
  }

  /**
   * All that is not as it should be in the files.
   *
   * @throws LogFailure when a file cannot be opened, or is changed meanwhile
   */
  public FrameReport check(SearchProgress progress) {
    FrameReport report = search(true, progress).find(NOWHERE);
    return isMisnamed(report) ? search(false, progress).find(NOWHERE) : report;
  }
}
