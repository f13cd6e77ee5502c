/** How a judged event is written as bytes, and read again. */
package dev.roomstate.log.entry;
