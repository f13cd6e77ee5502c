package dev.roomstate.conformance.model;

/** Says why a case cannot be judged; it is answered with this as its error. */
final class UnjudgeableCase extends Exception {
  UnjudgeableCase(String message) {
    super(message);
  }
}
