/** A log in a Chronicle Queue. */
package dev.roomstate.log.chronicle;
