/**
 * A room state as a value: a persistent map from interned state keys to event numbers, its
 * difference and its hash.
 */
package dev.roomstate.state;
