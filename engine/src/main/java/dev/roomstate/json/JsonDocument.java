package dev.roomstate.json;

import io.vavr.control.Option;

/**
 * A parsed JSON text and what keeps it from being canonical JSON, if something does. Immutable.
 *
 * @param value the value
 * @param notCanonical the first number that canonical JSON does not allow. Key order, white space
 *     and escapes are no defects: the value has one canonical form whatever they were
 */
public record JsonDocument(JsonValue value, Option<JsonDefect> notCanonical) {}
