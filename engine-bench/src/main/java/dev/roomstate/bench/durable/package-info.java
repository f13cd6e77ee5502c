/** What logs on disk cost: appending, receiving, replaying, opening, and the room they take. */
package dev.roomstate.bench.durable;
