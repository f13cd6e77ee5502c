/**
 * JSON as the specification needs it: a strict byte parser that keeps what canonical JSON would
 * lose, immutable values, and the canonical writer. It knows no library.
 */
package dev.roomstate.json;
