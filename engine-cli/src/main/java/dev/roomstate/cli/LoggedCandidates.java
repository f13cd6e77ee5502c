package dev.roomstate.cli;

import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.room.Room;
import java.util.HashMap;
import java.util.Map;

/** The events of a log that a text may mean: an id, a beginning of it, or a position. */
final class LoggedCandidates implements LoggedRooms.Sink {
  private final String text;
  private final EventSearch search;
  private final Map<EventId, Candidate> byId = new HashMap<>();
  private Candidate byPosition;

  LoggedCandidates(String text) {
    this.text = text;
    this.search = new EventSearch(text, EventSearch.LOG);
  }

  /**
   * An event that may be meant.
   *
   * @param before the room before it
   * @param placed the event in the room after it
   */
  record Candidate(LogEntry entry, Room before, GraphEvent placed) {
    /** The event and the answer to it. */
    WhyCommand.Subject subject(LoggedRoom room) {
      long position = entry.position().sequence();
      return new WhyCommand.Subject(
          position,
          "position " + position,
          entry.event().outlier(),
          EventSummary.of(entry.event().pdu().facts()),
          room.answer(entry.event(), placed));
    }

    /** How it came to its outcome. */
    Explanation explanation(LoggedRoom room) {
      return Explanation.of(entry.event(), before, placed, room.reducer(), room.makesCheck6());
    }
  }

  @Override
  public void applied(LogEntry entry, GraphEvent placed, LoggedRoom room) {
    boolean isAt = String.valueOf(entry.position().sequence()).equals(text);
    if (search.matches(placed.id()) || isAt) {
      Candidate candidate = new Candidate(entry, room.before(), placed);
      byId.put(placed.id(), candidate);
      byPosition = isAt ? candidate : byPosition;
    }
  }

  /** The one event that is meant, as it came in full if it did. */
  Candidate only() throws CommandFailure {
    return search.isEmpty() && byPosition != null ? byPosition : byId.get(search.only());
  }
}
