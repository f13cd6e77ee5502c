package dev.roomstate.conformance.laws;

import dev.roomstate.log.EventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import java.nio.file.Path;

/** The log in memory keeps to the contract. */
class MemoryEventLogTest implements EventLogContract {
  @Override
  public EventLog open(Path folder) {
    return new InMemoryEventLog();
  }

  @Override
  public boolean isDurable() {
    return false;
  }
}
