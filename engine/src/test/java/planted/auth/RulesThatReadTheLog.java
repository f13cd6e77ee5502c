package planted.auth;

import dev.roomstate.log.LogPosition;

/** Planted: the rules must not know the log. */
public final class RulesThatReadTheLog {
  private final LogPosition position = LogPosition.FIRST;

  @Override
  public String toString() {
    return position.toString();
  }
}
