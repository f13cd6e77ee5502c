package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Checks the frames at the beginning of a log while it is used. */
final class LogRecheck implements Runnable {
  private static final long DELAY_MS = 1_000;

  private final LogFolder folder;
  private final FrameStore store;
  private final long frames;
  private final BooleanSupplier isOver;
  private final Consumer<LogFailure> damaged;
  private final Thread thread = new Thread(this, "roomstate log check");

  /** Whether all of the frames were found sound. */
  private volatile boolean isSound;

  /** First answers come first: it begins a little later, or when somebody waits for it. */
  private final CountDownLatch begin = new CountDownLatch(1);

  /**
   * Starts to check so many frames.
   *
   * @param isOver whether it is to stop
   * @param damaged is told of the first damage
   */
  static LogRecheck start(
      LogFolder folder,
      FrameStore store,
      long frames,
      BooleanSupplier isOver,
      Consumer<LogFailure> damaged) {
    LogRecheck recheck = new LogRecheck(folder, store, frames, isOver, damaged);
    recheck.thread.setDaemon(true);
    recheck.thread.start();
    return recheck;
  }

  private LogRecheck(
      LogFolder folder,
      FrameStore store,
      long frames,
      BooleanSupplier isOver,
      Consumer<LogFailure> damaged) {
    this.folder = folder;
    this.store = store;
    this.frames = frames;
    this.isOver = isOver;
    this.damaged = damaged;
  }

  /**
   * Returns when it is over; interrupts wait until then.
   *
   * @return whether all frames were checked, and are sound
   */
  boolean await() {
    begin.countDown();
    boolean interrupted = false;
    while (thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return isSound;
  }

  @Override
  public void run() {
    try {
      if (!begin.await(DELAY_MS, TimeUnit.MILLISECONDS) && isOver.getAsBoolean()) {
        return;
      }
    } catch (InterruptedException e) {
      // It begins now.
    }
    try {
      isSound = check();
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is: what was not checked must not be taken for sound.
      if (!isOver.getAsBoolean()) {
        damaged.accept(
            new LogFailure("`" + folder.path() + "` cannot be checked: " + LogFolder.why(e), e));
      }
    }
  }

  private boolean check() throws IOException {
    FrameChain chain = new FrameChain(folder.manifest().tag());
    try (FrameCursor cursor = store.cursor(store.firstPlace())) {
      while (chain.sequence() < frames && !isOver.getAsBoolean()) {
        Either<Damage.Kind, Frame> frame =
            cursor.next()
                ? chain.read(cursor.bytes(), cursor.at())
                : Either.left(Damage.Kind.NO_FRAME);
        if (frame.isLeft()) {
          Remainder here = cursor.remainder(true);
          Damage damage = new Damage(frame.getLeft(), chain.sequence(), here.at());
          damaged.accept(LogDamage.in(here.file(), damage));
          return false;
        }
      }
      return chain.sequence() >= frames;
    }
  }
}
