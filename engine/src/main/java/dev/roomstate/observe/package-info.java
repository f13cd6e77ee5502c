/**
 * The engine's events for the JDK's Flight Recorder. While nothing records one, it costs a branch
 * and no memory: all starts are the same object then. The recorder itself is not even set up before
 * somebody asks for it, which would take a tenth of a second and more.
 */
package dev.roomstate.observe;
