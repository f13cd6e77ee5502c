/** The frame around every record of a log, and what can be wrong with one. */
package dev.roomstate.log.frame;
