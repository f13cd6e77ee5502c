package planted.graph;

import java.util.concurrent.locks.ReentrantLock;

/** Planted: pure code must not wait for others. */
public record GraphThatWaits(ReentrantLock lock) {}
