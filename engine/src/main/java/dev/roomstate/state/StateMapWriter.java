package dev.roomstate.state;

import dev.roomstate.binary.BinaryWriter;
import java.util.IdentityHashMap;

/**
 * Writes many states of one room so that what they share is written once: a state is its difference
 * from one that was written before, node by node. For one thread.
 */
public final class StateMapWriter {
  private final BinaryWriter out;

  /** By root: the number of the state. */
  private final IdentityHashMap<Object, Integer> states = new IdentityHashMap<>();

  /** By node: its number, from 1 on. */
  private final IdentityHashMap<Object, Integer> nodes = new IdentityHashMap<>();

  private StateMap last = StateMap.EMPTY;
  private int lastNumber;

  /** Writes to these bytes. */
  public StateMapWriter(BinaryWriter out) {
    this.out = out;
    states.put(last.version(), 0);
  }

  /** Writes a state. It costs what it does not share with those that were written. */
  public void write(StateMap state) {
    Integer known = states.get(state.version());
    out.octet(known == null ? 1 : 0);
    if (known != null) {
      // Most states are the one before.
      out.signed(lastNumber - known);
      lastNumber = known;
    } else {
      out.octet(state.shift());
      out.number(state.size());
      node(state.root(), last.shift() == state.shift() ? last.root() : null, state.shift());
      lastNumber = states.size();
      states.put(state.version(), lastNumber);
    }
    last = state;
  }

  /** 0 for none; the number of one that was written; else what it differs in from another one. */
  private void node(Object node, Object base, int level) {
    Integer known = node == null ? Integer.valueOf(0) : nodes.get(node);
    if (known != null) {
      out.number(known + 1L);
      return;
    }
    out.number(0);
    Integer like = base == null ? null : nodes.get(base);
    out.number(like == null ? 0 : nodes.size() + 1 - like);
    if (level == 0) {
      leaf((int[]) node, like == null ? new int[StateMap.WIDTH] : (int[]) base);
    } else {
      branch((Object[]) node, like == null ? new Object[StateMap.WIDTH] : (Object[]) base, level);
    }
    nodes.put(node, nodes.size() + 1);
  }

  private void leaf(int[] leaf, int[] base) {
    int changed = 0;
    for (int i = 0; i < StateMap.WIDTH; i++) {
      changed |= leaf[i] != base[i] ? 1 << i : 0;
    }
    out.number(Integer.toUnsignedLong(changed));
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        out.number(leaf[i]);
      }
    }
  }

  private void branch(Object[] branch, Object[] base, int level) {
    int changed = 0;
    for (int i = 0; i < StateMap.WIDTH; i++) {
      changed |= branch[i] != base[i] ? 1 << i : 0;
    }
    out.number(Integer.toUnsignedLong(changed));
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        node(branch[i], base[i], level - StateMap.BITS);
      }
    }
  }
}
