package dev.roomstate.conformance.model;

/** A value that was only checked for JSON's grammar and is kept as text, to be read by itself. */
record RawJson(String text) {}
