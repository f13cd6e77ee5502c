package dev.roomstate.state;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.MalformedBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link StateMapWriter} has written: the same states, sharing what they shared. What is
 * read is a state of the room, whatever the bytes are: it has events and keys of the room only, and
 * as many as it says. For one thread.
 */
public final class StateMapReader {
  private static final int SHIFT_MAX = 6 * StateMap.BITS;

  private final BinaryReader in;
  private final int keys;

  /** By event: the key that it has in states, plus one; 0 where it is in none. */
  private final int[] keyOf;

  private final List<StateMap> states = new ArrayList<>(List.of(StateMap.EMPTY));
  private final List<Node> nodes = new ArrayList<>();
  private int last;

  /**
   * A node that was read.
   *
   * @param inside the events of a leaf or the nodes of a branch
   * @param level its height
   * @param prefix its first key
   * @param entries how many entries are below it
   * @param below how many are below each of its nodes; null where those are leaves, or it is one
   */
  private record Node(Object inside, int level, int prefix, int entries, int[] below) {
    static final Node NONE = new Node(null, 0, 0, 0, null);
  }

  /**
   * Reads from these bytes.
   *
   * @param keys how many state keys the room has
   * @param events how many events it has
   */
  public StateMapReader(BinaryReader in, int keys, int events) {
    this.in = in;
    this.keys = keys;
    this.keyOf = new int[events];
  }

  /** The key that an event has in all states that have it, or {@link StateMap#ABSENT}. */
  public int keyOf(int event) {
    return keyOf[event] - 1;
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
    Node root = node(shift, 0);
    if (root.entries() != size) {
      throw new MalformedBytes("a state has another size");
    }
    last = states.size();
    states.add(new StateMap(root.inside(), shift, size));
    return states.get(last);
  }

  private Node node(int level, int prefix) throws MalformedBytes {
    int reference = in.number(nodes.size() + 1, "a node");
    if (reference == 1) {
      return Node.NONE;
    }
    if (reference > 1) {
      return node(reference - 2, level, prefix);
    }
    int back = in.number(nodes.size(), "a node");
    Node base = back == 0 ? Node.NONE : node(nodes.size() - back, level, prefix);
    Node node = level == 0 ? leaf(base, prefix) : branch(base, level, prefix);
    nodes.add(node);
    return node;
  }

  private Node node(int number, int level, int prefix) throws MalformedBytes {
    Node node = nodes.get(number);
    if (node.level() != level || node.prefix() != prefix) {
      throw new MalformedBytes("a node is at another place");
    }
    return node;
  }

  private Node leaf(Node base, int prefix) throws MalformedBytes {
    int[] leaf = base.inside() == null ? new int[StateMap.WIDTH] : ((int[]) base.inside()).clone();
    int entries = base.entries();
    int changed = (int) in.number();
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        int stored = in.number(keyOf.length, "an event of a state");
        if (stored != 0) {
          has(prefix | i, stored - 1);
        }
        entries += (stored == 0 ? 0 : 1) - (leaf[i] == 0 ? 0 : 1);
        leaf[i] = stored;
      }
    }
    return new Node(leaf, 0, prefix, entries, null);
  }

  private void has(int key, int event) throws MalformedBytes {
    if (key >= keys || (keyOf[event] != 0 && keyOf[event] != key + 1)) {
      throw new MalformedBytes("a state has an event of another key");
    }
    keyOf[event] = key + 1;
  }

  private Node branch(Node base, int level, int prefix) throws MalformedBytes {
    boolean isNew = base.inside() == null;
    Object[] branch = isNew ? new Object[StateMap.WIDTH] : ((Object[]) base.inside()).clone();
    int[] below = null;
    if (level > StateMap.BITS) {
      below = isNew ? new int[StateMap.WIDTH] : base.below().clone();
    }
    int entries = base.entries();
    int changed = (int) in.number();
    for (int i = 0; i < StateMap.WIDTH; i++) {
      if ((changed & 1 << i) != 0) {
        long first = prefix | (long) i << level;
        if (first >= keys) {
          throw new MalformedBytes("a state has a key that is none");
        }
        Node node = node(level - StateMap.BITS, (int) first);
        entries += node.entries() - (below == null ? entries((int[]) branch[i]) : below[i]);
        branch[i] = node.inside();
        if (below != null) {
          below[i] = node.entries();
        }
      }
    }
    return new Node(branch, level, prefix, entries, below);
  }

  private static int entries(int[] leaf) {
    int entries = 0;
    if (leaf != null) {
      for (int stored : leaf) {
        entries += stored == 0 ? 0 : 1;
      }
    }
    return entries;
  }
}
