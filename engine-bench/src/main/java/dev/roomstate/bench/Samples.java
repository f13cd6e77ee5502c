package dev.roomstate.bench;

import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.event.Pdu;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;

/** One event of each kind that is measured by itself; signed. */
public enum Samples {
  /** A message whose event has about 1 KB. */
  MESSAGE,
  /** A join with a display name and an avatar. */
  MEMBER,
  /** Power levels of 200 users. */
  POWER_LEVELS;

  /** The bytes of a message of 1 KB that are not its body, in room version 11. */
  private static final int BODY_BYTES = 330;

  private static final int LISTED_USERS = 200;

  /** The room version of this identifier. */
  static RoomVersion version(String id) {
    return RoomVersions.STANDARD.get(id).get();
  }

  /** The event, as bytes. */
  byte[] of(String version) {
    return pdu(version).canonical().bytes();
  }

  private Pdu pdu(String version) {
    Branch branch = Rooms.joined(version(version), 20, true, 1).main();
    return switch (this) {
      case MESSAGE -> branch.message(7, BODY_BYTES);
      case MEMBER -> branch.join(8, "A name of user 8");
      case POWER_LEVELS -> branch.powerLevels(Rooms.MODERATORS, LISTED_USERS, 2);
    };
  }
}
