package planted.resolution;

import io.vavr.control.Try;

/** Planted: of Vavr's control types there are two. */
public record ResolutionThatTries(Try<String> tried) {}
