/**
 * Room versions as data: what each of them switches on and off, as its difference from the one
 * before, and the authorization rules with their numbers. It imports nothing of the engine.
 */
package dev.roomstate.version;
