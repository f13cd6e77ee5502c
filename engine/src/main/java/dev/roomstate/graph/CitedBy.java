package dev.roomstate.graph;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Which state events, and which messages that they cite, cite an event as an auth event: the edges
 * of the auth chain, backwards, newest first. Shared between versions like {@link AppendOnlyList};
 * a version passes over edges that are newer than itself.
 */
final class CitedBy {
  private static final int INITIAL_CAPACITY = 8;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

  /** By cited event: its newest edge plus one, 0 for none. */
  private final int[] newest;

  /** By edge, in pairs: the citing event, and the next older edge plus one. */
  private final int[] edges;

  private final int size;

  /** One element: how many edges are taken, by any version. */
  private final int[] taken;

  private CitedBy(int[] newest, int[] edges, int size, int[] taken) {
    this.newest = newest;
    this.edges = edges;
    this.size = size;
    this.taken = taken;
  }

  static CitedBy empty() {
    return new CitedBy(new int[INITIAL_CAPACITY], new int[INITIAL_CAPACITY * 2], 0, new int[1]);
  }

  /** These edges, and those of an event that cites these auth events. */
  CitedBy with(int citing, int[] authEvents) {
    if (authEvents.length == 0) {
      return this;
    }
    int grown = size + authEvents.length;
    boolean fits = citing < newest.length && grown * 2 <= edges.length;
    if (!fits || !INTS.compareAndSet(taken, 0, size, grown)) {
      int events =
          Math.max(newest.length, citing + 1 > newest.length ? (citing + 1) / 2 * 3 + 2 : 0);
      int pairs = Math.max(edges.length, grown * 2 > edges.length ? grown * 3 : 0);
      return copy(events, pairs).with(citing, authEvents);
    }
    int edge = size;
    for (int cited : authEvents) {
      edges[edge * 2] = citing;
      edges[edge * 2 + 1] = newest[cited];
      edge++;
      INTS.setRelease(newest, cited, edge);
    }
    return new CitedBy(newest, edges, edge, taken);
  }

  /** How many bytes it takes, roughly. */
  long bytes() {
    return Integer.BYTES * ((long) newest.length + edges.length);
  }

  /** Writes the edges, oldest first. */
  void write(BinaryWriter out) {
    out.number(size);
    int[] cited = new int[size + 1];
    for (int event = 0; event < newest.length; event++) {
      for (int edge = newestEdge(event); edge != 0; edge = olderEdge(edge)) {
        cited[edge] = event;
      }
    }
    int previous = 0;
    for (int edge = 1; edge <= size; edge++) {
      out.signed(citing(edge) - previous);
      out.signed(citing(edge) - cited[edge]);
      previous = citing(edge);
    }
  }

  /** Reads what {@link #write} has written, of a graph of so many events. */
  static CitedBy read(BinaryReader in, int events) throws MalformedBytes {
    int size = in.number(Integer.MAX_VALUE / 4, "the number of citations");
    // Two bytes a citation at least.
    in.expect(2L * size);
    CitedBy citations =
        new CitedBy(
            new int[Math.max(INITIAL_CAPACITY, events)],
            new int[Math.max(INITIAL_CAPACITY, size) * 2],
            size,
            new int[] {size});
    long citing = 0;
    for (int edge = 1; edge <= size; edge++) {
      citing += in.signed();
      long cited = citing - in.signed();
      if (citing < 0 || citing >= events || cited < 0 || cited >= events) {
        throw new MalformedBytes("a citation is of no event");
      }
      citations.edges[(edge - 1) * 2] = (int) citing;
      citations.edges[(edge - 1) * 2 + 1] = citations.newest[(int) cited];
      citations.newest[(int) cited] = edge;
    }
    return citations;
  }

  private CitedBy copy(int events, int pairs) {
    int[] copiedNewest = Arrays.copyOf(newest, events);
    for (int i = 0; i < copiedNewest.length; i++) {
      copiedNewest[i] = own(copiedNewest[i]);
    }
    int[] copiedEdges = Arrays.copyOf(Arrays.copyOf(edges, size * 2), pairs);
    return new CitedBy(copiedNewest, copiedEdges, size, new int[] {size});
  }

  /** The newest edge of this version, from one that may be newer. */
  private int own(int edge) {
    int own = edge;
    while (own > size) {
      own = edges[(own - 1) * 2 + 1];
    }
    return own;
  }

  /** The newest edge to this event plus one, or 0 where nothing cites it. */
  int newestEdge(int cited) {
    return cited < newest.length ? own((int) INTS.getAcquire(newest, cited)) : 0;
  }

  /** The next older edge to the same event plus one, or 0. */
  int olderEdge(int edge) {
    return edges[(edge - 1) * 2 + 1];
  }

  /** The event that cites. */
  int citing(int edge) {
    return edges[(edge - 1) * 2];
  }
}
