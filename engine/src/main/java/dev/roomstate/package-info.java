/**
 * Roomstate: an event-sourced Matrix room state engine. An append-only log of events feeds a pure
 * reducer that judges every event (format, signatures, hashes, authorization rules) and derives the
 * room's state.
 *
 * <p>{@link dev.roomstate.RoomStateEngine} is the way in: it receives PDUs, makes local events, and
 * answers what the state of a room is or was. Bytes go through {@code event} (checks 1 to 3),
 * {@code receipt} (checks 4 to 6, with {@code auth} and {@code resolution}), {@code log}, and
 * {@code room}, which applies what was logged.
 */
package dev.roomstate;
