package dev.roomstate;

import dev.roomstate.content.CreateContent;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.RoomId;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;

/** Which events a room takes at all, before any rule is asked. */
@FunctionalInterface
interface Admission {
  /** All, whatever room they say they are of. */
  Admission ANY = pdu -> Option.none();

  /** Why the event is none of the room's, if so. */
  Option<EventDefect> refuse(Pdu pdu);

  /**
   * Those of one room only: with its id, and no create event of another known version, since the
   * room would be another one when its log is read again.
   */
  static Admission of(RoomId id, RoomVersion version, RoomVersions known) {
    return pdu -> {
      if (!pdu.facts().roomId().equals(id)) {
        return Option.some(new EventDefect.WrongField("room_id", "the id of this room"));
      }
      boolean ofAnother =
          pdu.facts().content() instanceof CreateContent create
              && create.versionAmong(known).exists(named -> !named.id().equals(version.id()));
      return ofAnother
          ? Option.some(
              new EventDefect.WrongField("content.room_version", "the version of this room"))
          : Option.none();
    };
  }
}
