/** Numbers, texts and ids as bytes: what entries of the log and snapshots are made of. */
package dev.roomstate.binary;
