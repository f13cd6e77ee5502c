package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.id.EventId;
import java.util.TreeSet;

/** Finds an event by its id or by an unambiguous beginning of it. */
final class EventSearch {
  private static final int SHOWN = 3;

  private final String text;
  private final TreeSet<EventId> found = new TreeSet<>();
  private EventId exact;

  EventSearch(String text) {
    this.text = text;
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
          "which event? an id, a beginning of it or the number of its line is needed");
    }
    if (found.isEmpty()) {
      throw new CommandFailure("the file has no event `" + text + "`");
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
   * The one event of a room, judged or waiting, that the text means; else that on a line, or null.
   */
  static EventId in(RoomReplay replay, String text, EventId onLine) throws CommandFailure {
    EventSearch search = new EventSearch(text);
    EventGraph graph = replay.writer().room().graph();
    for (int i = 0; i < graph.size(); i++) {
      search.matches(graph.event(i).id());
    }
    for (RoomWriter.Waiting waiting : replay.waiting()) {
      search.matches(waiting.receipt().id());
    }
    return search.isEmpty() && onLine != null ? onLine : search.only();
  }
}
