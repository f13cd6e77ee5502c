/** Adapters between our JSON values and those of Jackson 3; the only package that knows it. */
package dev.roomstate.json.jackson;
