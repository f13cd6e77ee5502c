package dev.roomstate.cli;

import dev.roomstate.event.HashStatus;
import dev.roomstate.id.EventId;
import dev.roomstate.room.StateView;
import dev.roomstate.version.RoomVersion;
import io.vavr.collection.SortedSet;
import io.vavr.control.Option;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints events as they are judged, aligned: columns have their widths before the first row. */
final class ReplayTable {
  private static final int LINE_WIDTH = 6;
  private static final int ID_WIDTH = 12;
  private static final int TYPE_WIDTH = 25;
  private static final int WHO_WIDTH = 44;
  private static final int OUTCOME_WIDTH = 11;
  private static final String GAP = "  ";

  private final TextOutput out;
  private final Palette palette;
  private final String numbered;
  private boolean begun;

  /**
   * A table.
   *
   * @param numbered what the numbers in front are, in at most {@value #LINE_WIDTH} characters
   */
  ReplayTable(OutputStream out, Palette palette, String numbered) {
    this.out = new TextOutput(out);
    this.palette = palette;
    this.numbered = numbered;
  }

  /** Prints the row of an event. */
  void row(long number, EventSummary summary, EventAnswer answer, RoomVersion version) {
    if (!begun) {
      begun = true;
      heading();
    }
    String line = String.valueOf(number);
    String id = answer.eventId() == null ? "–" : answer.eventId().value();
    String row =
        String.join(
            GAP,
            " ".repeat(Math.max(0, LINE_WIDTH - line.length())) + line,
            padded(id, ID_WIDTH),
            padded(summary.type() == null ? "–" : summary.type(), TYPE_WIDTH),
            padded(who(summary), WHO_WIDTH),
            palette.outcome(answer.outcome(), padded(answer.outcome().label(), OUTCOME_WIDTH)),
            why(answer, version));
    out.line(row);
  }

  private void heading() {
    String heading =
        String.join(
            GAP,
            " ".repeat(LINE_WIDTH - numbered.length()) + numbered,
            padded("event", ID_WIDTH),
            padded("type", TYPE_WIDTH),
            padded("sender → state key", WHO_WIDTH),
            padded("outcome", OUTCOME_WIDTH),
            "why");
    out.line(palette.bold(heading));
  }

  private static String who(EventSummary summary) {
    String sender = summary.sender() == null ? "–" : summary.sender();
    if (summary.stateKey() == null || summary.stateKey().isEmpty()) {
      return sender;
    }
    return summary.stateKey().equals(sender)
        ? sender + " → self"
        : sender + " → " + summary.stateKey();
  }

  private static String why(EventAnswer answer, RoomVersion version) {
    List<String> parts = new ArrayList<>();
    if (answer.rule() != null) {
      Option<String> number = answer.rule().number(version.rules().ruleList());
      parts.add(number.map(text -> text + ' ').getOrElse("") + answer.rule().name() + ':');
    } else if (answer.check() != null) {
      parts.add(answer.check().label() + ':');
    }
    if (answer.reason() != null) {
      parts.add(Printable.of(answer.reason()));
    }
    if (answer.missing() != null) {
      parts.add("waits for " + ids(answer.missing()));
    }
    if (answer.hash() == HashStatus.REDACTED) {
      parts.add("(wrong content hash: judged in redacted form)");
    }
    return String.join(" ", parts);
  }

  private static String padded(String text, int width) {
    String shown = Printable.of(text, width);
    return shown + " ".repeat(width - shown.codePointCount(0, shown.length()));
  }

  /** Prints what the room has come to. */
  void summary(RoomSummary summary, double seconds) {
    List<String> counts = new ArrayList<>();
    for (EventOutcome outcome : EventOutcome.values()) {
      long count = summary.count(outcome);
      if (count > 0) {
        counts.add(palette.outcome(outcome, count + " " + outcome.label()));
      }
    }
    String name =
        summary.id().map(id -> Printable.of(id.value())).getOrElse("a room without create");
    out.line("");
    out.line(
        palette.bold(name)
            + ", room version "
            + summary.room().version()
            + ": "
            + counted(summary.events(), "event", "events")
            + ", "
            + String.join(", ", counts)
            + String.format(Locale.ROOT, ", in %.2f s", seconds));
    StateView state = summary.state();
    out.line(
        "current state: " + counted(state.size(), "entry", "entries") + ", hash " + state.hash());
    out.line("forward extremities: " + ids(summary.room().forwardExtremities()));
    out.flush();
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String ids(SortedSet<EventId> ids) {
    return ids.map(id -> Printable.of(id.value())).mkString(", ");
  }

  void flush() {
    out.flush();
  }
}
