/**
 * The PDU and everything that can be said of it alone: its format, hashes, redacted form and
 * signatures.
 */
package dev.roomstate.event;
