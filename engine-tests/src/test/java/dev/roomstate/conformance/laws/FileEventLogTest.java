package dev.roomstate.conformance.laws;

import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.DurableLog;
import io.vavr.control.Option;
import java.nio.file.Path;

/** The log in files keeps to the contract. */
class FileEventLogTest implements EventLogContract {
  @Override
  public EventLog open(Path folder) {
    return DurableLog.open(
        folder, Option.some(LogKind.FILE), VERSIONS, Durability.GROUP, LogAccess.WRITE);
  }

  @Override
  public boolean isDurable() {
    return true;
  }
}
