package dev.roomstate.bench.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that do the same at once. */
final class Writers {
  private Writers() {}

  /** How long it takes until all are done, from when all are ready, in nanoseconds. */
  static long time(int threads, IntConsumer work) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch ready = new CountDownLatch(threads);
      CountDownLatch go = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        all.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  work.accept(number);
                  return null;
                }));
      }
      ready.await();
      long begun = System.nanoTime();
      go.countDown();
      for (Future<?> done : all) {
        done.get();
      }
      return System.nanoTime() - begun;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }
}
