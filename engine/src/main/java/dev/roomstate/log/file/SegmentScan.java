package dev.roomstate.log.file;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads every frame of a segment and checks it. */
final class SegmentScan {
  private final FrameChain chain;
  private final FrameSink sink;

  /** Takes the frames that are sound, in their order. */
  @FunctionalInterface
  interface FrameSink {
    /** A frame, where it begins in its segment, and the bytes that it is in. */
    void frame(Frame frame, int at, ByteBuffer bytes);
  }

  SegmentScan(FrameChain chain, FrameSink sink) {
    this.chain = chain;
    this.sink = sink;
  }

  /**
   * Reads a segment from its beginning.
   *
   * @return how many bytes of it are sound
   */
  int scan(Segment segment) throws IOException {
    ByteBuffer bytes = segment.all();
    int at = 0;
    while (at < bytes.limit()) {
      Either<Damage.Kind, Frame> frame = chain.read(bytes, at);
      if (frame.isLeft()) {
        return at;
      }
      sink.frame(frame.get(), at, bytes);
      at = frame.get().to();
    }
    return at;
  }

  /** What is wrong at the end of the sound bytes of a segment. */
  Damage damage(Segment segment, int at) throws IOException {
    Damage.Kind kind =
        chain.read(segment.all(), at).fold(damage -> damage, frame -> Damage.Kind.NO_FRAME);
    return new Damage(kind, chain.sequence(), at);
  }

  /**
   * Whether what follows the sound bytes may be what a writer left that was killed, or that lost
   * its power: no frame in it says that the frame which should stand at its beginning was kept.
   */
  boolean isTornTail(Segment segment, int at) throws IOException {
    ByteBuffer bytes = segment.all();
    for (int i = at; i <= bytes.limit() - FrameChain.HEADER_BYTES; i++) {
      if (chain.keptAt(bytes, i) > chain.sequence()) {
        return false;
      }
    }
    return chain.frame(bytes, at).fold(kind -> kind != Damage.Kind.NEWER_FORMAT, frame -> true);
  }

  static LogFailure failure(Path segment, Damage damage) {
    String sentence =
        "`"
            + segment
            + "`, "
            + damage.sentence()
            + ": the log is damaged, and nothing is appended to it";
    return damage.kind() == Damage.Kind.NEWER_FORMAT
        ? new LogFailure(sentence)
        : LogFailure.damaged(sentence);
  }
}
