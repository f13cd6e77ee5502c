/**
 * The engine's events for the JDK's Flight Recorder. While nothing records one, it costs a branch
 * and no memory: all starts are the same object then.
 */
package dev.roomstate.observe;
