package dev.roomstate.cli;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.salvage.SalvageMark;
import dev.roomstate.log.search.Finding;
import dev.roomstate.version.RoomVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Prints what came of verifying a log. */
interface VerificationOutput {
  /**
   * What came of it.
   *
   * @param events how many events the log has
   * @param rooms of how many rooms they are
   * @param rejudged whether they were judged again
   * @param signaturesChecked whether their signatures were checked then
   * @param disagreements how many came out otherwise
   * @param unjudged how many came out otherwise since something that they need is lost
   * @param losses the rooms that have lost events
   * @param snapshotDefects what is wrong with snapshots
   */
  record Result(
      long events,
      int rooms,
      boolean rejudged,
      boolean signaturesChecked,
      long disagreements,
      long unjudged,
      Map<RoomId, SalvageMark.Loss> losses,
      List<String> snapshotDefects) {}

  /** An event came out otherwise than it was logged. */
  void disagreement(RejudgedRoom.Disagreement found, RoomVersion version);

  /** An event could not be judged again, since something that it needs is lost. */
  void unjudged(RejudgedRoom.Disagreement found);

  /** The whole log was read. */
  void end(Result result);

  /**
   * It could not be read to its end.
   *
   * @param damages all that is wrong with its files
   */
  void failed(LogFailure failure, List<Finding> damages);

  /** Sentences for people. */
  final class OfText implements VerificationOutput {
    private final TextOutput out;

    OfText(Terminal terminal) {
      this.out = new TextOutput(terminal.out());
    }

    private static String place(RejudgedRoom.Disagreement found) {
      return "position "
          + found.entry().position().sequence()
          + ", room "
          + Printable.of(found.entry().roomId().value())
          + ", event "
          + Printable.of(found.entry().event().pdu().id().value())
          + ": ";
    }

    @Override
    public void unjudged(RejudgedRoom.Disagreement found) {
      out.line(place(found) + "cannot be judged again: what it needs may be lost");
    }

    @Override
    public void disagreement(RejudgedRoom.Disagreement found, RoomVersion version) {
      out.line(
          place(found)
              + String.join(", ", found.members()).replace('_', ' ')
              + (found.members().size() == 1 ? " differs" : " differ"));
      out.line("  logged    " + told(found.logged(), version));
      out.line("  came out  " + told(found.judged(), version));
    }

    private static String told(EventAnswer answer, RoomVersion version) {
      List<String> parts = new ArrayList<>();
      parts.add(answer.outcome().label().replace('_', ' '));
      if (answer.check() != null) {
        parts.add("check " + answer.check().label());
      }
      if (answer.rule() != null) {
        parts.add(RuleText.of(answer.rule(), version));
      }
      if (answer.reason() != null) {
        parts.add(Printable.of(answer.reason()));
      }
      if (answer.missing() != null) {
        parts.add(
            "waits for " + answer.missing().map(id -> Printable.of(id.value())).mkString(" "));
      }
      if (answer.hash() != null) {
        parts.add("hash " + answer.hash().label());
      }
      if (answer.stateBefore() != null) {
        parts.add("state " + answer.stateBefore() + " to " + answer.stateAfter());
      }
      return String.join(", ", parts);
    }

    @Override
    public void end(Result result) {
      out.line(
          counted(result.events(), "event", "events")
              + " of "
              + counted(result.rooms(), "room", "rooms")
              + ": every frame is sound");
      for (String defect : result.snapshotDefects()) {
        out.line("note: " + Printable.of(defect) + "; this costs time only");
      }
      result
          .losses()
          .forEach(
              (room, loss) ->
                  out.line(
                      "room "
                          + Printable.of(room.value())
                          + " was salvaged: "
                          + counted(loss.events(), "event", "events")
                          + " known to be lost, from position "
                          + loss.from()
                          + " on"));
      if (result.rejudged()) {
        out.line(
            "judged again: "
                + counted(result.disagreements(), "disagreement", "disagreements")
                + (result.unjudged() == 0
                    ? ""
                    : "; "
                        + counted(result.unjudged(), "event", "events")
                        + " cannot be judged again")
                + (result.signaturesChecked()
                    ? "; signatures were checked"
                    : "; signatures were not checked, the log has no keys"));
      }
      out.flush();
    }

    private static String counted(long count, String one, String many) {
      return count + " " + (count == 1 ? one : many);
    }

    @Override
    public void failed(LogFailure failure, List<Finding> damages) {
      damages.forEach(found -> out.line(Printable.of(found.sentence())));
      out.flush();
    }
  }

  /** One JSON object, whose disagreements are written as they come. */
  final class OfJson implements VerificationOutput {
    private final AnswerWriter writer;
    private final List<RejudgedRoom.Disagreement> unjudged = new ArrayList<>();
    private boolean begun;

    OfJson(Terminal terminal) {
      this.writer = new AnswerWriter(terminal.out());
    }

    private void begin() {
      if (!begun) {
        begun = true;
        writer.json().writeStartObject();
        writer.json().writeArrayPropertyStart("disagreements");
      }
    }

    @Override
    public void disagreement(RejudgedRoom.Disagreement found, RoomVersion version) {
      begin();
      JsonGenerator json = writer.json();
      json.writeStartObject();
      json.writeNumberProperty("position", found.entry().position().sequence());
      json.writeStringProperty("room_id", found.entry().roomId().value());
      json.writeStringProperty("event_id", found.entry().event().pdu().id().value());
      json.writeArrayPropertyStart("differs");
      found.members().forEach(json::writeString);
      json.writeEndArray();
      json.writeName("logged");
      writer.event(found.logged(), version);
      json.writeName("judged");
      writer.event(found.judged(), version);
      json.writeEndObject();
    }

    @Override
    public void unjudged(RejudgedRoom.Disagreement found) {
      unjudged.add(found);
    }

    /** Members that only logs have of which something is lost. */
    private void losses(Result result) {
      JsonGenerator json = writer.json();
      if (!result.losses().isEmpty()) {
        json.writeArrayPropertyStart("losses");
        result.losses().forEach((room, loss) -> loss(room, loss));
        json.writeEndArray();
      }
      if (!unjudged.isEmpty()) {
        json.writeArrayPropertyStart("unjudged");
        for (RejudgedRoom.Disagreement found : unjudged) {
          json.writeStartObject();
          json.writeNumberProperty("position", found.entry().position().sequence());
          json.writeStringProperty("room_id", found.entry().roomId().value());
          json.writeStringProperty("event_id", found.entry().event().pdu().id().value());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      if (!result.snapshotDefects().isEmpty()) {
        json.writeArrayPropertyStart("notes");
        result.snapshotDefects().forEach(json::writeString);
        json.writeEndArray();
      }
    }

    private void loss(RoomId room, SalvageMark.Loss loss) {
      JsonGenerator json = writer.json();
      json.writeStartObject();
      json.writeStringProperty("room_id", room.value());
      json.writeNumberProperty("lost_events", loss.events());
      json.writeNumberProperty("lost_from", loss.from());
      json.writeEndObject();
    }

    @Override
    public void end(Result result) {
      begin();
      JsonGenerator json = writer.json();
      json.writeEndArray();
      json.writeNumberProperty("events", result.events());
      json.writeNumberProperty("rooms", result.rooms());
      json.writeBooleanProperty("sound", true);
      json.writeBooleanProperty("rejudged", result.rejudged());
      json.writeBooleanProperty("signatures_checked", result.signaturesChecked());
      json.writeNumberProperty("disagreed", result.disagreements());
      losses(result);
      close();
    }

    @Override
    public void failed(LogFailure failure, List<Finding> damages) {
      if (failure.kind() != LogFailure.Kind.DAMAGED) {
        return;
      }
      begin();
      JsonGenerator json = writer.json();
      json.writeEndArray();
      json.writeBooleanProperty("sound", false);
      json.writeStringProperty("damage", failure.getMessage());
      SalvageOutput.findings(json, damages);
      close();
    }

    private void close() {
      writer.json().writeEndObject();
      writer.endLine();
      writer.flush();
    }
  }
}
