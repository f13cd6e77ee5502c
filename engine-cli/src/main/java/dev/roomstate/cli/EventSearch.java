package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.id.EventId;
import java.util.List;
import java.util.TreeSet;

/** Finds an event by its id or by an unambiguous beginning of it. */
final class EventSearch {
  /** The sources of events. */
  static final String FILE = "file";

  static final String LOG = "log";

  private static final int SHOWN = 3;

  private final String text;
  private final String source;
  private final TreeSet<EventId> found = new TreeSet<>();
  private EventId exact;

  /**
   * A search.
   *
   * @param text the id, or a beginning of it
   * @param source where it is searched, for messages: {@code file} or {@code log}
   */
  EventSearch(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /** Whether the id is, or begins with, what is searched; it is then remembered. */
  boolean matches(EventId id) {
    if (id == null || !id.value().startsWith(text)) {
      return false;
    }
    if (id.value().equals(text)) {
      exact = id;
    }
    found.add(id);
    return true;
  }

  /** Whether nothing was found yet. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The one event that was found. */
  EventId only() throws CommandFailure {
    if (exact != null) {
      return exact;
    }
    if (text.isEmpty()) {
      throw new CommandFailure(
          "which event? an id, a beginning of it or the number of its "
              + (source.equals(LOG) ? "position" : "line")
              + " is needed");
    }
    if (found.isEmpty()) {
      throw new CommandFailure("the " + source + " has no event `" + text + "`");
    }
    if (found.size() > 1) {
      String some = String.join("`, `", found.stream().limit(SHOWN).map(EventId::value).toList());
      throw new CommandFailure(
          "`"
              + text
              + "` is the beginning of "
              + found.size()
              + " event ids: `"
              + some
              + "`"
              + (found.size() > SHOWN ? ", …" : ""));
    }
    return found.first();
  }

  /**
   * The one event, of those that a room has judged and those that wait, that is searched; else that
   * of a number, unless it is null.
   */
  EventId in(EventGraph graph, List<RoomWriter.Waiting> waiting, EventId ofNumber)
      throws CommandFailure {
    for (int i = 0; i < graph.size(); i++) {
      matches(graph.event(i).id());
    }
    for (RoomWriter.Waiting event : waiting) {
      matches(event.receipt().id());
    }
    return isEmpty() && ofNumber != null ? ofNumber : only();
  }
}
