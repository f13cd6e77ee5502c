package dev.roomstate.log.search;

import dev.roomstate.log.LogFailure;
import java.nio.ByteBuffer;

/**
 * The saving of what is left of a damaged log. The files are only read. What the payloads mean, and
 * what can be made of them where some are lost, is for the sink to say.
 */
public final class Salvage {
  private final FrameSearch search;

  /** Saves what this search finds. */
  public Salvage(FrameSearch search) {
    this.search = search;
  }

  /**
   * Gives all that is left to a sink.
   *
   * @return what was found, told of for each damage
   * @throws LogFailure when a file cannot be opened, or is changed meanwhile; and, before the sink
   *     has had anything, when the log has frames of a newer format: to leave them out would lose
   *     them
   */
  public FrameReport into(SalvageSink sink) {
    return search.find(
        new FrameSink() {
          @Override
          public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            sink.frame(frame.header().kind(), frame.sequence(), follows, bytes);
          }

          @Override
          public void lost(long first, long last) {
            sink.lost(first, last);
          }
        },
        true);
  }
}
