package dev.roomstate.conformance.history;

/**
 * What kind of random history is made.
 *
 * @param hostility of 100 moves, how many hold something that no honest server sends
 * @param sealed whether events are hashed and signed
 * @param disorder whether events arrive late, twice, without history, or not at all
 * @param forking of 100 moves, how many do not simply follow the tip
 */
public record Temper(int hostility, boolean sealed, boolean disorder, int forking) {
  /** Honest servers that are often cut off from each other. */
  public static final Temper HONEST = new Temper(0, false, false, 35);

  /** Some hostile events among honest ones, arriving as they like. */
  public static final Temper MIXED = new Temper(15, false, true, 35);

  /** Mostly hostile events. */
  public static final Temper HOSTILE = new Temper(50, false, true, 25);

  /** Hashed and signed events of all kinds. */
  public static final Temper SEALED = new Temper(12, true, true, 30);

  /** All tempers. */
  public static Temper of(int number) {
    return switch (Math.floorMod(number, 8)) {
      case 0, 1 -> HONEST;
      case 2, 3, 4 -> MIXED;
      case 5, 6 -> HOSTILE;
      default -> SEALED;
    };
  }
}
