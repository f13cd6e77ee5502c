package dev.roomstate;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;

/** A log that refuses the event of one id, once. */
class RefusingLog extends PassingLog {
  private String refused;

  RefusingLog(String id) {
    super(new InMemoryEventLog());
    refused = id;
  }

  void refuse(String id) {
    refused = id;
  }

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    if (event.pdu().id().value().equals(refused)) {
      refused = "";
      throw new IllegalStateException("the disk is full");
    }
    return super.append(roomId, version, event);
  }
}
