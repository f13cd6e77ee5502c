package planted.version;

import io.vavr.Tuple2;
import io.vavr.control.Option;

/** Planted: a tuple says nothing of what its halves are. */
public final class VersionInPairs {
  /** Nothing. */
  public Option<Tuple2<String, String>> pair() {
    return Option.none();
  }
}
