package dev.roomstate.cli;

import dev.roomstate.crypto.KeyRing;
import dev.roomstate.id.EventId;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.List;

/**
 * A case of the judging protocol.
 *
 * @param id its id, any JSON value as it is written, which the answer repeats
 * @param version the room version
 * @param events the events, in the order in which they are received
 * @param keys all keys that are known; none: signatures are not checked
 * @param checks events to be checked against states
 * @param resolve the state sets of a resolution
 * @param stateAt the events whose states are asked for
 * @param softFail whether check 6 is made
 */
record Case(
    String id,
    RoomVersion version,
    List<RoomEntry> events,
    Option<KeyRing> keys,
    Option<List<CheckRequest>> checks,
    Option<List<List<EventId>>> resolve,
    Option<List<EventId>> stateAt,
    boolean softFail) {

  /** Asks for the state-dependent rules for one event against exactly this state. */
  record CheckRequest(EventId event, List<EventId> state) {}

  /** Why a line has no other answer than an error; the id is null where it is not known. */
  record Unreadable(String id, String error) {}
}
