package dev.roomstate.log.entry;

import dev.roomstate.binary.BinaryReader.Slice;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.log.LogFailure;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/** The event of an entry that was read: its bytes, until somebody asks for it. Thread-safe. */
final class LoggedPdu implements JudgedEvent.Source {
  private final Slice canonical;
  private final EventId id;
  private final boolean trusted;
  private final RoomVersionRules rules;
  private volatile Pdu read;

  LoggedPdu(Slice canonical, EventId id, boolean trusted, RoomVersionRules rules) {
    this.canonical = canonical;
    this.id = id;
    this.trusted = trusted;
    this.rules = rules;
  }

  /**
   * {@inheritDoc}
   *
   * @throws LogFailure when it is none: its bytes are those that were written, but what wrote them
   *     was no engine
   */
  @Override
  public Pdu pdu() {
    Pdu pdu = read;
    if (pdu == null) {
      pdu =
          EventFormat.parse(canonical.copy(), rules, Option.some(id))
              .getOrElseThrow(
                  defect ->
                      LogFailure.damaged("the event " + id + " of an entry is none: " + defect))
              .withTrust(trusted);
      read = pdu;
    }
    return pdu;
  }
}
