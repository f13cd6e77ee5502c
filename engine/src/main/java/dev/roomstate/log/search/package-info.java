/** Finds the frames of a log that are sound in files that may be damaged in any way. */
package dev.roomstate.log.search;
