package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Either;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Finds entries that are kept: quickly, if they are asked for in their order. For one thread. */
final class EntryCursor implements Closeable {
  private final Path folder;
  private final FrameStore store;
  private final EntryIndex index;
  private final FrameChain chain;

  /** Null before the first entry. */
  private FrameCursor cursor;

  private long nextEntry;
  private long nextFrame;

  /** Is handed the payloads of keys that are passed. */
  private Consumer<byte[]> keys = payload -> {};

  EntryCursor(LogFolder folder, FrameStore store, EntryIndex index) {
    this.folder = folder.path();
    this.store = store;
    this.index = index;
    this.chain = new FrameChain(folder.manifest().tag());
  }

  /**
   * Goes to the beginning of the log, and hands over the payload of each key that is passed from
   * now on.
   */
  void fromTheBeginning(Consumer<byte[]> passedKeys) {
    try {
      cursor = store.cursor(store.firstPlace());
    } catch (IOException e) {
      throw unreadable(e);
    }
    keys = passedKeys;
  }

  /** The payload of the entry of this number, once it has been checked. */
  byte[] payload(long entry) {
    try {
      return payload(frame(entry));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private byte[] payload(Frame frame) {
    byte[] payload = new byte[frame.to() - frame.from()];
    cursor.bytes().get(frame.from(), payload);
    return payload;
  }

  /** The check value of the entry's frame, once it has been checked. */
  int checkValue(long entry) {
    try {
      frame(entry);
      return FrameChain.checkAt(cursor.bytes(), cursor.at());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Frame frame(long entry) throws IOException {
    find(entry);
    return frame();
  }

  /** The frame that was passed last. */
  private Frame frame() throws IOException {
    Either<Damage.Kind, Frame> frame = chain.frameOf(cursor.bytes(), cursor.at(), nextFrame - 1);
    if (frame.isLeft()) {
      throw damaged(frame.getLeft(), nextFrame - 1);
    }
    return frame.get();
  }

  /** From its beginning, if need be: an index that a checkpoint had may be wrong. */
  private void find(long entry) throws IOException {
    try {
      findByIndex(entry);
    } catch (IOException | RuntimeException e) {
      close();
      cursor = store.cursor(store.firstPlace());
      nextEntry = 0;
      nextFrame = 0;
      goOnTo(entry);
    }
  }

  private void findByIndex(long entry) throws IOException {
    boolean inReach =
        cursor != null && entry >= nextEntry && entry < nextEntry + EntryIndex.SPACING;
    if (!inReach) {
      nextEntry = entry / EntryIndex.SPACING * EntryIndex.SPACING;
      nextFrame = index.frame(nextEntry);
      if (cursor == null) {
        cursor = store.cursor(index.place(nextEntry));
      } else {
        cursor.move(index.place(nextEntry));
      }
    }
    goOnTo(entry);
  }

  private void goOnTo(long entry) throws IOException {
    while (nextEntry <= entry) {
      if (!cursor.next()) {
        throw damaged(Damage.Kind.NO_FRAME, nextFrame);
      }
      if (!chain.hasNumber(cursor.bytes(), cursor.at(), nextFrame)) {
        throw damaged(Damage.Kind.OUT_OF_PLACE, nextFrame);
      }
      nextFrame++;
      int kind = FrameChain.kindAt(cursor.bytes(), cursor.at());
      if (kind == FrameKinds.ENTRY) {
        nextEntry++;
      } else if (kind == FrameKinds.KEY) {
        keys.accept(payload(frame()));
      }
    }
  }

  private LogFailure damaged(Damage.Kind kind, long frame) throws IOException {
    Remainder here = cursor.remainder(true);
    return LogDamage.in(here.file(), new Damage(kind, frame, here.at()));
  }

  private LogFailure unreadable(IOException e) {
    return new LogFailure("`" + folder + "` cannot be read: " + LogFolder.why(e), e);
  }

  @Override
  public void close() {
    if (cursor != null) {
      try {
        cursor.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
      cursor = null;
    }
  }
}
