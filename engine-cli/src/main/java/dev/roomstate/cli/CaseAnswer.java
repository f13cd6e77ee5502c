package dev.roomstate.cli;

import dev.roomstate.auth.Verdict;
import dev.roomstate.id.EventId;
import dev.roomstate.room.StateView;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;

/**
 * The answer to a case of the judging protocol.
 *
 * @param id the case's id
 * @param version the room version
 * @param events the answers to its events
 * @param checks the answers to its checks, if it has such
 * @param resolved the state that its state sets resolve to, if it has such
 * @param states the states that it asks for, if it does: none where an event has none
 */
record CaseAnswer(
    String id,
    RoomVersion version,
    List<EventAnswer> events,
    Option<List<Checked>> checks,
    Option<List<StateView.Entry>> resolved,
    Option<Map<EventId, Option<StateView>>> states) {

  /** What the state-dependent rules say of an event. */
  record Checked(EventId event, Verdict verdict) {}
}
