package dev.roomstate.conformance;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Draws a room as text: one line an event, with what it follows and what it cites. */
final class TimelineDrawing {
  private static final int NAME_WIDTH = 18;
  private static final int CONTENT_WIDTH = 160;

  private TimelineDrawing() {}

  static String draw(
      String version, Collection<RoomTimeline.Written> events, UnaryOperator<String> verdictOf) {
    StringBuilder out = new StringBuilder("room version ").append(version).append('\n');
    for (RoomTimeline.Written event : events) {
      out.append("  ").append(padded(event.name()));
      out.append(" <- ").append(event.after().isEmpty() ? "-" : String.join(" ", event.after()));
      out.append("  ").append(event.draft().type);
      if (event.draft().stateKey != null) {
        out.append(" [").append(event.draft().stateKey).append(']');
      }
      out.append(" by ").append(event.pdu().get("sender"));
      out.append(' ').append(shortened(JsonTree.write(event.pdu().get("content"))));
      out.append(" auth ").append(ids(event.pdu().get("auth_events")));
      if (event.draft().outlier) {
        out.append(" outlier");
      }
      if (event.draft().givenState != null) {
        out.append(" given ").append(event.draft().givenState);
      }
      String verdict = verdictOf.apply(event.name());
      out.append(verdict.isEmpty() ? "" : "\n" + " ".repeat(NAME_WIDTH + 6) + "=> " + verdict);
      out.append('\n');
    }
    return out.toString();
  }

  private static String padded(String name) {
    return name + " ".repeat(Math.max(0, NAME_WIDTH - name.length()));
  }

  private static String shortened(String text) {
    return text.length() <= CONTENT_WIDTH ? text : text.substring(0, CONTENT_WIDTH) + "…";
  }

  private static String ids(Object references) {
    if (!(references instanceof List<?> list)) {
      return String.valueOf(references);
    }
    return list.stream()
        .map(item -> item instanceof List<?> pair && !pair.isEmpty() ? pair.get(0) : item)
        .toList()
        .toString();
  }
}
