/** A log of frames on disk, whatever stores them: rooms, group commit, opening, what is damaged. */
package dev.roomstate.log.framed;
