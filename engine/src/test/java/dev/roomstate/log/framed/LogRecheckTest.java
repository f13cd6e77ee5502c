package dev.roomstate.log.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.frame.FrameBatch;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check beside the use of a log that does not come to its end is told of, whatever ends it. */
class LogRecheckTest {
  private static final int FRAMES = 5;

  @TempDir private Path folder;
  private final List<LogFailure> told = new ArrayList<>();

  /** Whether the check says that all is sound, where reading a frame in the middle does this. */
  private boolean isSound(Throwable fault, BooleanSupplier isOver) throws IOException {
    LogManifest made = LogManifest.made(LogKind.FILE);
    try (LogFolder opened = LogFolder.open(folder, LogAccess.WRITE, Option.some(made))) {
      int tag = opened.manifest().tag();
      return LogRecheck.start(opened, new Store(tag, fault), FRAMES, isOver, told::add).await();
    }
  }

  @Test
  void whateverEndsItIsToldOf() throws IOException {
    List<Throwable> faults =
        List.of(
            new IOException("no disk"),
            new OutOfMemoryError("no memory"),
            new IllegalStateException("no idea"),
            new StackOverflowError());
    for (Throwable fault : faults) {
      told.clear();
      assertFalse(isSound(fault, () -> false), fault.toString());
      assertEquals(1, told.size(), fault.toString());
      assertSame(fault, told.get(0).getCause());
      assertTrue(told.get(0).getMessage().contains("cannot be checked: "));
    }
  }

  @Test
  void soundLogIsSaidToBeSound() throws IOException {
    assertTrue(isSound(null, () -> false));
    assertEquals(List.of(), told);
  }

  @Test
  void checkThatIsEndedByClosingSaysNothing() throws IOException {
    assertFalse(isSound(null, () -> true));
    assertEquals(List.of(), told);
  }

  /** Frames, one of which cannot be read. */
  private record Store(int tag, Throwable fault) implements FrameStore {
    @Override
    public long firstPlace() {
      return 0;
    }

    @Override
    public FrameCursor cursor(long place) {
      return new Cursor(new FrameChain(tag), fault);
    }

    @Override
    public long[] append(FrameBatch frames, long firstNumber) {
      throw new AssertionError();
    }

    @Override
    public void sync() {
      // There is nothing.
    }

    @Override
    public void close() {
      // There is nothing.
    }
  }

  /** Makes the frames that it gives. */
  private static final class Cursor implements FrameCursor {
    private final FrameChain chain;
    private final Throwable fault;
    private ByteBuffer frame;

    Cursor(FrameChain chain, Throwable fault) {
      this.chain = chain;
      this.fault = fault;
    }

    @Override
    public boolean next() throws IOException {
      if (chain.sequence() == FRAMES / 2 && fault != null) {
        if (fault instanceof IOException failure) {
          throw failure;
        }
        if (fault instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) fault;
      }
      frame = ByteBuffer.wrap(chain.next(FrameKinds.ENTRY, new byte[9]));
      frame.order(ByteOrder.LITTLE_ENDIAN);
      return true;
    }

    @Override
    public void move(long place) {
      throw new AssertionError();
    }

    @Override
    public ByteBuffer bytes() {
      return frame;
    }

    @Override
    public int at() {
      return 0;
    }

    @Override
    public long place() {
      return chain.sequence() - 1;
    }

    @Override
    public Remainder remainder(boolean atFrame) {
      throw new AssertionError();
    }

    @Override
    public void cut(Remainder remainder, boolean atFrame) {
      throw new AssertionError();
    }

    @Override
    public void close() {
      // There is nothing.
    }
  }
}
