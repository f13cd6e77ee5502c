package dev.roomstate.cli;

import dev.roomstate.id.EventId;
import dev.roomstate.log.salvage.SalvageReport;
import dev.roomstate.log.search.Finding;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Prints what came of saving a log. */
final class SalvageOutput {
  /** How many ids of lost events a line names. */
  private static final int IDS_MAX = 10;

  private final Terminal terminal;

  SalvageOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Sentences for people. */
  void text(SalvageReport report, String to) {
    TextOutput out = new TextOutput(terminal.out());
    for (Finding finding : report.frames().findings()) {
      out.line(Printable.of(finding.sentence()));
    }
    report
        .refused()
        .forEach(one -> out.line("frame " + one.frame() + " " + Printable.of(one.why())));
    for (SalvageReport.RoomReport room : report.rooms()) {
      if (room.hasLosses()) {
        out.line(losses(room));
      }
    }
    out.line(
        counted(report.entries(), "event", "events")
            + " of "
            + counted(report.rooms().size(), "room", "rooms")
            + " copied to `"
            + Printable.of(to)
            + "` and read back; "
            + (report.isWhole()
                ? "nothing is lost"
                : counted(report.frames().count(Finding.Kind.LOST), "frame is", "frames are")
                    + " lost, "
                    + counted(report.refusals(), "more was", "more were")
                    + " of no use"));
    out.flush();
  }

  private static String losses(SalvageReport.RoomReport room) {
    List<String> ids =
        room.lostIds().stream().limit(IDS_MAX).map(EventId::value).map(Printable::of).toList();
    String these = ids.size() == room.lost() ? ": " : ", among them ";
    String which = ids.isEmpty() ? "" : these + String.join(" ", ids);
    String from = "; what comes after a loss begins at position " + room.inexactFrom();
    return "room "
        + Printable.of(room.id().value())
        + ": "
        + (room.lost() == 0
            ? "something is lost"
            : counted(room.lost(), "event is lost", "events are lost"))
        + which
        + from;
  }

  private static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** One JSON object. */
  void json(SalvageReport report) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    JsonGenerator json = writer.json();
    json.writeStartObject();
    json.writeNumberProperty("events", report.entries());
    json.writeArrayPropertyStart("rooms");
    for (SalvageReport.RoomReport room : report.rooms()) {
      json.writeStartObject();
      json.writeStringProperty("room_id", room.id().value());
      json.writeStringProperty("room_version", room.version());
      json.writeNumberProperty("events", room.entries());
      json.writeNumberProperty("lost_events", room.lost());
      json.writeArrayPropertyStart("lost");
      room.lostIds().forEach(id -> json.writeString(id.value()));
      json.writeEndArray();
      json.writeName("lost_from");
      if (room.hasLosses()) {
        json.writeNumber(room.inexactFrom());
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("keys", report.keys());
    json.writeBooleanProperty("whole", report.isWhole());
    json.writeNumberProperty("lost_frames", report.frames().count(Finding.Kind.LOST));
    findings(json, report.frames().findings());
    json.writeArrayPropertyStart("refused");
    for (SalvageReport.Refused one : report.refused()) {
      json.writeStartObject();
      json.writeNumberProperty("frame", one.frame());
      json.writeStringProperty("why", one.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    writer.endLine();
    writer.flush();
  }

  /** Writes the member {@code findings} into an object that is begun. */
  static void findings(JsonGenerator json, List<Finding> findings) {
    json.writeArrayPropertyStart("findings");
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringProperty("kind", finding.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("file", finding.file().toString());
      json.writeNumberProperty("byte", finding.at());
      json.writeNumberProperty("to_byte", finding.to());
      json.writeNumberProperty("frame", finding.first());
      json.writeNumberProperty("to_frame", finding.last());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
