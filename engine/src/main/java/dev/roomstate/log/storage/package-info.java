/** The files that a log has beside its frames: how they are written, and what is said if not. */
package dev.roomstate.log.storage;
