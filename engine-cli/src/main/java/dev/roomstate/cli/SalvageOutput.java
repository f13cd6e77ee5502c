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
        room.untold().forEach(one -> out.line(untold(room, one)));
      }
      if (room.untoldEvents() > 0) {
        out.line(inRoom(room) + untoldEvents(room));
      }
      if (room.currentUntoldFrom() >= 0) {
        out.line(
            inRoom(room)
                + "the current state from position "
                + room.currentUntoldFrom()
                + " on could not be told; it is what it most likely was");
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
    return inRoom(room)
        + (room.lost() == 0
            ? "something is lost"
            : counted(room.lost(), "event is lost", "events are lost"))
        + which
        + from;
  }

  private static String inRoom(SalvageReport.RoomReport room) {
    return "room " + Printable.of(room.id().value()) + ": ";
  }

  private static String untold(SalvageReport.RoomReport room, SalvageReport.Untold one) {
    return inRoom(room)
        + "the state after the lost event "
        + one.lostId().fold(() -> "number " + one.lost(), id -> Printable.of(id.value()))
        + (one.isInLine()
            ? " is taken to be that before it, as it is of an event in full that is no merge and tells"
                + " its true depth"
            : " could not be told")
        + "; it stands before "
        + Printable.of(one.event().value())
        + " at position "
        + one.position();
  }

  private static String untoldEvents(SalvageReport.RoomReport room) {
    return room.untoldEvents() == 1
        ? "the state before 1 event is what it most likely was"
        : "the states before "
            + room.untoldEvents()
            + " events are what they most likely were: those named, and all that builds on them";
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
      positionOrNull(json, room.inexactFrom());
      json.writeArrayPropertyStart("untold");
      room.untold().forEach(one -> untold(json, one));
      json.writeEndArray();
      json.writeNumberProperty("untold_events", room.untoldEvents());
      json.writeName("current_untold_from");
      positionOrNull(json, room.currentUntoldFrom());
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

  private static void untold(JsonGenerator json, SalvageReport.Untold one) {
    json.writeStartObject();
    json.writeNumberProperty("position", one.position());
    json.writeStringProperty("event_id", one.event().value());
    json.writeNumberProperty("after_number", one.lost());
    json.writeName("after");
    if (one.lostId().isDefined()) {
      json.writeString(one.lostId().get().value());
    } else {
      json.writeNull();
    }
    json.writeBooleanProperty("in_line", one.isInLine());
    json.writeEndObject();
  }

  private static void positionOrNull(JsonGenerator json, long position) {
    if (position >= 0) {
      json.writeNumber(position);
    } else {
      json.writeNull();
    }
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
