package dev.roomstate.content;

import dev.roomstate.id.CodePointOrder;
import dev.roomstate.json.JsonObject;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.Arrays;

/** A map of names to power levels, in code-point order of the names; immutable. */
public final class LevelTable {
  /** The table without entries. */
  public static final LevelTable EMPTY = new LevelTable(new String[0], new PowerLevel[0]);

  private final String[] names;
  private final PowerLevel[] levels;
  private final boolean readable;

  private LevelTable(String[] names, PowerLevel[] levels) {
    this.names = names;
    this.levels = levels;
    this.readable = areReadable(levels);
  }

  static LevelTable of(JsonObject object, RoomVersionRules rules) {
    String[] names = new String[object.size()];
    PowerLevel[] levels = new PowerLevel[object.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = object.key(i).value();
      levels[i] = LevelGrammar.read(object.value(i), rules);
    }
    return new LevelTable(names, levels);
  }

  /** How many entries it has. */
  public int size() {
    return names.length;
  }

  /** The name of the entry at this index, from 0. */
  public String name(int index) {
    return names[index];
  }

  /** The level of the entry at this index. */
  public PowerLevel level(int index) {
    return levels[index];
  }

  /** The level of this name, if it has an entry. */
  public Option<PowerLevel> get(String name) {
    int index = Arrays.binarySearch(names, name, CodePointOrder.INSTANCE);
    return index < 0 ? Option.none() : Option.some(levels[index]);
  }

  /** Whether every value is a level. */
  public boolean isReadable() {
    return readable;
  }

  private static boolean areReadable(PowerLevel[] levels) {
    for (PowerLevel level : levels) {
      if (!level.isReadable()) {
        return false;
      }
    }
    return true;
  }

  /** Receives the entries of a table that another one does not have with the same level. */
  @FunctionalInterface
  public interface AlterationFinder {
    /** Whether this entry is the one that is looked for. */
    boolean isFound(String name, PowerLevel level);
  }

  /**
   * The index of the first entry that the other table does not have with the same level, and that
   * the finder takes; negative where there is none. Costs what both tables hold.
   */
  public int firstAlteration(LevelTable other, AlterationFinder finder) {
    int at = 0;
    for (int i = 0; i < names.length; i++) {
      while (at < other.names.length && compare(other.names[at], names[i]) < 0) {
        at++;
      }
      boolean same =
          at < other.names.length
              && other.names[at].equals(names[i])
              && levels[i].sameAs(other.levels[at]);
      if (!same && finder.isFound(names[i], levels[i])) {
        return i;
      }
    }
    return -1;
  }

  private static int compare(String left, String right) {
    return CodePointOrder.INSTANCE.compare(left, right);
  }
}
