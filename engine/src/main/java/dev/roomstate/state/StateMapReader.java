package dev.roomstate.state;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.MalformedBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link StateMapWriter} has written: the same states, sharing what they shared. For one
 * thread.
 */
public final class StateMapReader {
  private static final int SHIFT_MAX = 6 * StateMap.BITS;

  private final BinaryReader in;
  private final List<StateMap> states = new ArrayList<>(List.of(StateMap.EMPTY));
  private final List<Object> nodes = new ArrayList<>();
  private final List<Integer> levels = new ArrayList<>();
  private int last;

  /** Reads from these bytes. */
  public StateMapReader(BinaryReader in) {
    this.in = in;
  }

  /** The next state. */
  public StateMap read() throws MalformedBytes {
    if (in.octet() == 0) {
      long number = last - in.signed();
      if (number < 0 || number >= states.size()) {
        throw new MalformedBytes("there is no such state");
      }
      last = (int) number;
      return states.get(last);
    }
    int shift = in.number(SHIFT_MAX, "the height of a state");
    if (shift % StateMap.BITS != 0) {
      throw new MalformedBytes("the height of a state is none");
    }
    int size = in.number(Integer.MAX_VALUE, "the size of a state");
    last = states.size();
    states.add(new StateMap(node(shift), shift, size));
    return states.get(last);
  }

  private Object node(int level) throws MalformedBytes {
    int reference = in.number(nodes.size() + 1, "a node");
    if (reference == 1) {
      return null;
    }
    if (reference > 1) {
      return node(reference - 2, level);
    }
    int back = in.number(nodes.size(), "a node");
    Object base = back == 0 ? null : node(nodes.size() - back, level);
    Object node = level == 0 ? leaf((int[]) base) : branch((Object[]) base, level);
    nodes.add(node);
    levels.add(level);
    return node;
  }

  private Object node(int number, int level) throws MalformedBytes {
    if (levels.get(number) != level) {
      throw new MalformedBytes("a node is at another height");
    }
    return nodes.get(number);
  }

  private int[] leaf(int[] base) throws MalformedBytes {
    int[] leaf = base == null ? new int[StateMap.WIDTH] : base.clone();
    int changed = (int) in.number();
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        leaf[i] = in.number(Integer.MAX_VALUE, "an event");
      }
    }
    return leaf;
  }

  private Object[] branch(Object[] base, int level) throws MalformedBytes {
    Object[] branch = base == null ? new Object[StateMap.WIDTH] : base.clone();
    int changed = (int) in.number();
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        branch[i] = node(level - StateMap.BITS);
      }
    }
    return branch;
  }
}
