package dev.roomstate.conformance.model;

/** The JSON value {@code null}, so that no tree holds a Java null. */
enum JsonNull {
  NULL
}
