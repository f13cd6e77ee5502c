package dev.roomstate.log.file;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FileWindow;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.Remainder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads frames of segments, more at a time the longer it goes on. */
final class SegmentCursor implements FrameCursor {
  private final SegmentStore store;
  private final List<Segment> segments;
  private final FileWindow window = new FileWindow();
  private int segment;
  private long at;

  /** Where the frame begins in the window. */
  private int here;

  /** How many bytes the frame that it is at has. */
  private int size;

  SegmentCursor(SegmentStore store, List<Segment> segments, long place) {
    this.store = store;
    this.segments = segments;
    move(place);
  }

  @Override
  public void move(long place) {
    segment = SegmentStore.segment(place);
    at = SegmentStore.at(place);
    size = 0;
  }

  @Override
  public boolean next() throws IOException {
    at += size;
    size = 0;
    while (segment < segments.size() || store.findMore()) {
      Segment from = segments.get(segment);
      here = window.at(from, at, FrameChain.HEADER_BYTES);
      if (window.view().limit() > here) {
        size = FrameChain.sizeAt(window.view(), here);
        here = window.at(from, at, size);
        return true;
      }
      if (segment + 1 < segments.size()) {
        segment++;
        at = 0;
      } else if (!store.findMore()) {
        return false;
      }
      // Else a part of this segment may have come before the next one was begun.
    }
    return false;
  }

  @Override
  public ByteBuffer bytes() {
    return window.view();
  }

  @Override
  public int at() {
    return here;
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
    Segment last = segments.get(segment);
    long rest = Math.max(0, last.size() - from);
    String what = rest == 0 ? "" : rest + " bytes of an entry";
    List<Remainder.Part> parts = List.of(new Remainder.Part(last, from));
    return new Remainder(last.path(), from, what, segment == segments.size() - 1, parts);
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
