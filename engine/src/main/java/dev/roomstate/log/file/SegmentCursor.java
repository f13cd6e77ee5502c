package dev.roomstate.log.file;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.Remainder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads frames of segments, more at a time the longer it goes on. */
final class SegmentCursor implements FrameCursor {
  private static final int FIRST_BYTES = 1 << 14;
  private static final int MOST_BYTES = 1 << 20;

  private final List<Segment> segments;
  private int segment;
  private long at;
  private ByteBuffer window = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
  private long windowAt;
  private int most = FIRST_BYTES;

  /** How many bytes the frame that it is at has. */
  private int size;

  SegmentCursor(List<Segment> segments, long place) {
    this.segments = segments;
    this.segment = SegmentStore.segment(place);
    this.at = SegmentStore.at(place);
    this.windowAt = at;
  }

  @Override
  public boolean next() throws IOException {
    at += size;
    size = 0;
    while (segment < segments.size()) {
      if (left() < FrameChain.HEADER_BYTES) {
        fill(FrameChain.HEADER_BYTES);
      }
      if (left() > 0) {
        size = FrameChain.sizeAt(window, at());
        if (size > left()) {
          fill(size);
        }
        return true;
      }
      if (segment + 1 == segments.size()) {
        return false;
      }
      segment++;
      at = 0;
      windowAt = 0;
      window.limit(0);
    }
    return false;
  }

  private int left() {
    return window.limit() - at();
  }

  private void fill(int least) throws IOException {
    window = segments.get(segment).read(at, Math.max(least, most));
    windowAt = at;
    most = Math.min(MOST_BYTES, most * 2);
  }

  @Override
  public ByteBuffer bytes() {
    return window;
  }

  @Override
  public int at() {
    return (int) (at - windowAt);
  }

  @Override
  public long place() {
    return SegmentStore.place(segment, at);
  }

  @Override
  public Remainder remainder(boolean atFrame) throws IOException {
    long from = atFrame ? at : at + size;
    if (segments.isEmpty()) {
      return Remainder.none(null, 0);
    }
    Segment here = segments.get(segment);
    List<ByteBuffer> parts = new ArrayList<>();
    ByteBuffer all = here.all();
    int rest = (int) Math.max(0, all.limit() - from);
    parts.add(all.position(all.limit() - rest).slice().order(ByteOrder.LITTLE_ENDIAN));
    String what = rest == 0 ? "" : rest + " bytes of an entry";
    return new Remainder(here.path(), from, what, segment == segments.size() - 1, parts);
  }

  @Override
  public void cut(Remainder remainder, boolean atFrame) throws IOException {
    segments.get(segment).cut(remainder.at());
  }

  @Override
  public void close() {
    // The segments stay open.
  }
}
