package dev.roomstate.log.file;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandEvent;
import dev.roomstate.HandRoom;
import dev.roomstate.log.Durability;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.version.RoomVersions;
import java.nio.file.Path;

/** A process that writes events to a log and says of each that it is kept, until it is killed. */
final class WritingProcess {
  private WritingProcess() {}

  public static void main(String[] args) {
    FramedEventLog log =
        FileEventLog.open(
            Path.of(args[0]),
            RoomVersions.STANDARD,
            Durability.valueOf(args[1]),
            1 << 20,
            FileSegment::open);
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    String last = "$bob:b.org";
    for (int i = 0; ; i++) {
      HandEvent next = i % 7 == 0 ? HandRoom.topic("$e" + i, "") : HandRoom.byAlice("$e" + i);
      room.accept(next.after(last).at(10 + i));
      last = next.id();
      System.out.println(log.end().sequence());
      System.out.flush();
    }
  }
}
