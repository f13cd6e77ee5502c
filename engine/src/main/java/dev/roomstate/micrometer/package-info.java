/** Meters of an engine for Micrometer; no other package knows it. */
package dev.roomstate.micrometer;
