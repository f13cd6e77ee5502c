package dev.roomstate.log.search;

import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.FrameHeader;
import dev.roomstate.log.search.FrameParts.Part;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds the next sound frame of a file, of whatever log, number and version: where one should
 * begin, or behind it. What is within a sound frame is never looked at. For one thread.
 */
final class FrameScan {
  // INVARIANT: `credit` is what was passed of the files, and a little more, less what was
  // check-summed in vain. While it lasts a frame is checked directly; then RunningChecks tells
  // first whether that is worth it. So all that is check-summed is at most: what is sound, once;
  // what was passed, once in vain and once for the running values; and for each `RS` that looks
  // like a frame its header and two blocks.

  private static final int CREDIT_BYTES = 1 << 16;

  private final FrameLayout layout;
  private final FileBytes files;
  private final Window window;
  private final RunningChecks running;
  private final FrameParts parts;
  private final FrameChain chain = new FrameChain(0);
  private long credit = CREDIT_BYTES;
  private long checked;
  private long candidates;
  private long suspect;

  FrameScan(FileBytes files, FrameLayout layout) {
    this.layout = layout;
    this.parts = new FrameParts(files);
    this.files = files;
    this.window = new Window(files);
    this.running = new RunningChecks(files);
  }

  /** The first sound frame that begins at a position of a file or behind it. */
  Option<FoundFrame> next(int file, long from) {
    return next(file, from, at -> {});
  }

  /** The same; tells now and then which byte it has passed. */
  Option<FoundFrame> next(int file, long from, LongConsumer passed) {
    long last = files.size(file) - FrameChain.HEADER_BYTES;
    suspect = -1;
    long at = window.nextMagic(file, from, passed);
    credit += at - from;
    while (at <= last) {
      int start = window.at(file, at, FrameChain.HEADER_BYTES);
      FrameHeader header = FrameHeader.at(window.view(), start);
      Option<FoundFrame> found = mayBe(header) ? sound(file, at, header) : Option.none();
      if (found.isDefined()) {
        credit += found.get().size();
        return found;
      }
      if (suspect < 0 && header.version() == FrameChain.VERSION) {
        suspect = at;
      }
      long next = window.nextMagic(file, at + 1, passed);
      credit += next - at;
      at = next;
    }
    return Option.none();
  }

  private static boolean mayBe(FrameHeader header) {
    return header.version() != 0
        && header.length() >= 0
        && header.length() <= FrameChain.PAYLOAD_BYTES_MAX
        && header.sequence() >= 0;
  }

  /** The frame that begins here, if it is sound; a large one in a queue may be in parts. */
  private Option<FoundFrame> sound(int file, long at, FrameHeader header) {
    FoundFrame whole = new FoundFrame(file, at, header);
    List<Part> spread = parts(whole);
    if (!spread.isEmpty()) {
      FoundFrame inParts = new FoundFrame(file, at, spread.get(spread.size() - 1).to(), header);
      if (isSound(inParts, spread)) {
        parts.wereSound(spread);
        return Option.some(inParts);
      }
    }
    List<Part> one = List.of(new Part(at, whole.to()));
    return Option.when(whole.to() <= files.size(file) && isSound(whole, one), whole);
  }

  private List<Part> parts(FoundFrame frame) {
    return layout == FrameLayout.APART
        ? parts.of(frame.file(), frame.at(), frame.size())
        : List.of();
  }

  private boolean isSound(FoundFrame frame, List<Part> spread) {
    candidates++;
    if (frame.size() > credit && !running.fits(frame.file(), frame.header(), spread)) {
      return false;
    }
    ByteBuffer bytes;
    int at = 0;
    if (spread.size() > 1) {
      bytes = parts.joined(frame.file(), spread, frame.size());
    } else {
      at = window.at(frame.file(), frame.at(), frame.size());
      bytes = window.view();
    }
    Either<Damage.Kind, Frame> read = chain.frame(bytes, at);
    checked += frame.size();
    if (read.isRight() || read.getLeft() == Damage.Kind.NEWER_FORMAT) {
      return true;
    }
    credit -= frame.size();
    return false;
  }

  /**
   * The first place that the last look passed and that begins like a frame of this version, though
   * none is sound there; negative if none.
   */
  long suspect() {
    return suspect;
  }

  /** The payload of a frame that was found; good until the next call of anything here. */
  ByteBuffer payload(FoundFrame frame) {
    ByteBuffer bytes;
    int at = 0;
    if (frame.to() - frame.at() > frame.size()) {
      List<Part> spread = parts(frame);
      parts.wereSound(spread);
      bytes = parts.joined(frame.file(), spread, frame.size());
    } else {
      at = window.at(frame.file(), frame.at(), frame.size());
      bytes = window.view();
    }
    return bytes.slice(at + FrameChain.HEADER_BYTES, frame.header().length()).asReadOnlyBuffer();
  }

  /** What is wrong at a place where no sound frame is, said without its payload. */
  Damage.Kind damage(int file, long at) {
    long left = files.size(file) - at;
    if (left < FrameChain.HEADER_BYTES) {
      return Damage.Kind.INCOMPLETE;
    }
    int start = window.at(file, at, FrameChain.HEADER_BYTES);
    ByteBuffer bytes = window.view();
    if (bytes.get(start) != FrameHeader.FIRST_BYTE
        || bytes.get(start + 1) != FrameHeader.SECOND_BYTE) {
      return Damage.Kind.NO_FRAME;
    }
    int length = FrameHeader.at(bytes, start).length();
    boolean isLength = length >= 0 && length <= FrameChain.PAYLOAD_BYTES_MAX;
    return isLength && left - FrameChain.HEADER_BYTES < length
        ? Damage.Kind.INCOMPLETE
        : Damage.Kind.CHANGED;
  }

  /** How many bytes were gone over for check values. */
  long checked() {
    return checked + running.checked();
  }

  /** How many places looked like a frame. */
  long candidates() {
    return candidates;
  }
}
