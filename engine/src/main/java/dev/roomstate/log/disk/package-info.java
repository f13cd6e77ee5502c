/** The place to open a log on disk, whatever kind it is of. */
package dev.roomstate.log.disk;
