package planted.content;

import java.util.Optional;

/** Planted: what may be absent is said in one way. */
public final class ContentThatIsOptional {
  /** Nothing. */
  public Optional<String> value() {
    return Optional.empty();
  }
}
