/**
 * Hashes and signatures over bytes: SHA-256, Ed25519, unpadded Base64, key material with its times
 * of validity, and the port through which the verify keys of other servers are looked up.
 *
 * <p>Nothing here knows JSON, events or room versions. Everything is immutable or safe to share
 * between threads, and bytes from the network never make a method throw: what does not verify is
 * {@code false}, what does not decode is none or a left. {@code null} is never accepted nor
 * returned.
 */
package dev.roomstate.crypto;
