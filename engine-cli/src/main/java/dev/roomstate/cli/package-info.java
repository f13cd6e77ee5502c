/**
 * The command {@code roomstate}: judges cases, replays room files, and explains what came of their
 * events. One class for each command; the readers and writers between them know files and lines,
 * the engine knows none.
 */
package dev.roomstate.cli;
