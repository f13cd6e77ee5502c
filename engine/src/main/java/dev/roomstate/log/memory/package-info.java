/** A log in memory, for tests and short-lived rooms. */
package dev.roomstate.log.memory;
