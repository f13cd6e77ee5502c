package dev.roomstate.conformance.model;

/** Says why a text is no JSON, or JSON that no event may be. */
final class JsonFault extends Exception {
  JsonFault(String message) {
    super(message);
  }
}
