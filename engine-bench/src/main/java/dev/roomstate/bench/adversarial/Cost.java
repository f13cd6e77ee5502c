package dev.roomstate.bench.adversarial;

import dev.roomstate.Received;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.event.Outcome;
import dev.roomstate.receipt.Receipt;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * What receiving an attack cost.
 *
 * @param events how many events were judged
 * @param cpuNanos CPU time of all, of the receiving thread
 * @param worstCpuNanos CPU time of the dearest receipt
 * @param worstWallNanos wall time of the dearest receipt, pauses of the collector included
 * @param outcomes how many were accepted, soft-failed and rejected
 */
record Cost(
    long events, long cpuNanos, long worstCpuNanos, long worstWallNanos, List<Integer> outcomes) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Receives the attack. */
  static Cost of(Attack attack) {
    LoadedRoom room = LoadedRoom.empty(attack.script(), attack.config());
    room.acceptAll(attack.before());
    int[] outcomes = new int[Outcome.values().length];
    long total = 0;
    long worst = 0;
    long worstWall = 0;
    long events = 0;
    for (byte[] pdu : attack.measured()) {
      long wallBefore = System.nanoTime();
      long before = THREADS.getCurrentThreadCpuTime();
      Received received = room.receive(pdu);
      long used = THREADS.getCurrentThreadCpuTime() - before;
      worstWall = Math.max(worstWall, System.nanoTime() - wallBefore);
      worst = Math.max(worst, used);
      total += used;
      events += 1;
      count(received.receipt(), outcomes);
      received.released().forEach(released -> count(released.receipt(), outcomes));
    }
    if (attack.accepted() && outcomes[Outcome.ACCEPTED.ordinal()] != events) {
      throw new IllegalStateException("not all accepted");
    }
    return new Cost(
        events, total, worst, worstWall, List.of(outcomes[0], outcomes[1], outcomes[2]));
  }

  private static void count(Receipt receipt, int[] outcomes) {
    if (receipt instanceof Receipt.Judged judged) {
      outcomes[judged.entry().outcome().ordinal()]++;
    }
  }
}
