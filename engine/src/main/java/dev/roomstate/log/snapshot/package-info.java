/** Snapshots of rooms: how they are written as bytes, and the files that they are kept in. */
package dev.roomstate.log.snapshot;
