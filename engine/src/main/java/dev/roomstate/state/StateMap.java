package dev.roomstate.state;

/**
 * A room state: state-key number → event number, persistent. A new version costs O(log n) and
 * shares everything else; comparing two versions costs what differs between them, since shared
 * branches are skipped by identity. Numbers are those of one room ({@link StateKeys}, the event
 * graph), dense from 0; {@code StateView} speaks in keys and ids.
 *
 * <p>Inside, a path-copying trie with 32-way branches over the bits of the key number. Immutable
 * and thread-safe.
 */
public final class StateMap {
  /** The answer for a key that the state does not have. */
  public static final int ABSENT = -1;

  /** The state without any entry. */
  public static final StateMap EMPTY = new StateMap(null, 0, 0);

  static final int BITS = 5;
  static final int WIDTH = 1 << BITS;
  private static final int MASK = WIDTH - 1;
  private static final int OBJECT_BYTES = 24;
  private static final int NODE_BYTES = 16 + 4 * WIDTH;

  /**
   * A leaf is an {@code int[]} of event numbers plus one, 0 for none; a branch an {@code Object[]}.
   */
  private final Object root;

  private final int shift;
  private final int size;

  StateMap(Object root, int shift, int size) {
    this.root = root;
    this.shift = shift;
    this.size = size;
  }

  /** Receives what differs between two states. */
  @FunctionalInterface
  public interface DifferenceVisitor {
    /** The key has these events in the first and the second state, or {@link #ABSENT}. */
    void differs(int key, int first, int second);
  }

  /** Receives the entries of a state. */
  @FunctionalInterface
  public interface EntryVisitor {
    /** The key has this event. */
    void entry(int key, int event);
  }

  /** How many entries it has. */
  public int size() {
    return size;
  }

  /** The number of the event of this key, or {@link #ABSENT}. */
  public int get(int key) {
    if (key < 0 || root == null || key >>> shift >= WIDTH) {
      return ABSENT;
    }
    Object node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = ((Object[]) node)[key >>> level & MASK];
      if (node == null) {
        return ABSENT;
      }
    }
    return ((int[]) node)[key & MASK] - 1;
  }

  /** This state with the key's event set. */
  public StateMap with(int key, int event) {
    Object grown = root;
    int level = shift;
    while (key >>> level >= WIDTH) {
      if (grown != null) {
        Object[] parent = new Object[WIDTH];
        parent[0] = grown;
        grown = parent;
      }
      level += BITS;
    }
    boolean added = get(key) == ABSENT;
    return new StateMap(set(grown, level, key, event + 1), level, size + (added ? 1 : 0));
  }

  /** This state without the key. */
  public StateMap without(int key) {
    return get(key) == ABSENT ? this : new StateMap(set(root, shift, key, 0), shift, size - 1);
  }

  private static Object set(Object node, int level, int key, int stored) {
    if (level == 0) {
      int[] leaf = node == null ? new int[WIDTH] : ((int[]) node).clone();
      leaf[key & MASK] = stored;
      return leaf;
    }
    Object[] branch = node == null ? new Object[WIDTH] : ((Object[]) node).clone();
    int slot = key >>> level & MASK;
    branch[slot] = set(branch[slot], level - BITS, key, stored);
    return branch;
  }

  /** Visits all entries in the order of the key numbers. */
  public void forEach(EntryVisitor visitor) {
    if (root != null) {
      visit(root, shift, 0, visitor);
    }
  }

  private static void visit(Object node, int level, int prefix, EntryVisitor visitor) {
    for (int i = 0; i < WIDTH; i++) {
      if (level == 0) {
        int stored = ((int[]) node)[i];
        if (stored != 0) {
          visitor.entry(prefix | i, stored - 1);
        }
      } else if (((Object[]) node)[i] != null) {
        visit(((Object[]) node)[i], level - BITS, prefix | i << level, visitor);
      }
    }
  }

  /** Visits what differs from another state, in the order of the key numbers. */
  public void difference(StateMap other, DifferenceVisitor visitor) {
    int level = Math.max(shift, other.shift);
    diff(raised(root, shift, level), raised(other.root, other.shift, level), level, 0, visitor);
  }

  private static Object raised(Object node, int from, int to) {
    Object raised = node;
    for (int level = from; level < to && raised != null; level += BITS) {
      Object[] parent = new Object[WIDTH];
      parent[0] = raised;
      raised = parent;
    }
    return raised;
  }

  private static void diff(
      Object first, Object second, int level, int prefix, DifferenceVisitor visitor) {
    if (first == second) {
      return;
    }
    for (int i = 0; i < WIDTH; i++) {
      if (level == 0) {
        int a = first == null ? 0 : ((int[]) first)[i];
        int b = second == null ? 0 : ((int[]) second)[i];
        if (a != b) {
          visitor.differs(prefix | i, a - 1, b - 1);
        }
      } else {
        diff(
            first == null ? null : ((Object[]) first)[i],
            second == null ? null : ((Object[]) second)[i],
            level - BITS,
            prefix | i << level,
            visitor);
      }
    }
  }

  /** How many bytes a change of one key costs: the nodes that are copied. */
  public int bytesOfChange() {
    return OBJECT_BYTES + (shift / BITS + 1) * NODE_BYTES;
  }

  Object root() {
    return root;
  }

  int shift() {
    return shift;
  }

  /** Whether both are one and the same version, which is cheap to ask and implies equality. */
  public boolean isSameVersion(StateMap other) {
    return root == other.root;
  }

  /** An object that two states share if and only if they are one and the same version. */
  public Object version() {
    return root == null ? EMPTY : root;
  }

  /** Whether both have the same entries; costs what differs. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof StateMap that) || size != that.size) {
      return false;
    }
    int[] differing = {0};
    difference(that, (key, a, b) -> differing[0]++);
    return differing[0] == 0;
  }

  @Override
  public int hashCode() {
    int[] sum = {0};
    forEach((key, event) -> sum[0] += (key * 0x9e3779b9) ^ event);
    return sum[0];
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("StateMap{");
    forEach((key, event) -> text.append(key).append('=').append(event).append(' '));
    return text.append('}').toString();
  }
}
