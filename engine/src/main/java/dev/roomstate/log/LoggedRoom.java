package dev.roomstate.log;

import dev.roomstate.id.RoomId;

/**
 * A room as a log knows it. Immutable.
 *
 * @param id its id
 * @param version the id of its room version
 * @param last the position of the last entry that was appended
 * @param entries how many entries were appended
 */
public record LoggedRoom(RoomId id, String version, LogPosition last, long entries) {}
