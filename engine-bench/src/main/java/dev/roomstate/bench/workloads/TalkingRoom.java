package dev.roomstate.bench.workloads;

import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.id.RoomId;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;

/**
 * A room whose history is written piece by piece, so that it need not fit in memory: members join,
 * then they talk in events of about 1 KB, every tenth of which is a state event.
 */
public final class TalkingRoom {
  /** The room version. */
  public static final RoomVersion VERSION = RoomVersions.STANDARD.get("11").get();

  private static final int BODY_BYTES = 330;

  private final Begun begun;
  private final int members;

  /** A room of this name with this many members, who have joined. */
  public TalkingRoom(Servers servers, String name, int members) {
    RoomScript script = new RoomScript(VERSION, servers, name.hashCode(), name);
    this.begun = Rooms.joined(script, members);
    this.members = members;
  }

  /** The room's id. */
  public RoomId id() {
    return begun.script().roomId();
  }

  /** All events that were not taken yet, which are at least so many after the first ones. */
  public List<byte[]> take(int events) {
    List<byte[]> written = begun.script().pdus();
    Rooms.talk(begun, Math.max(0, events - written.size()), BODY_BYTES, members, true);
    List<byte[]> taken = List.copyOf(written);
    written.clear();
    return taken;
  }
}
