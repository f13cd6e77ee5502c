package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.roomstate.id.EventId;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateMap;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A state as it is listed. */
class StateViewTest {
  private static final int KEYS = 2_000;

  /** Method: what is allocated; lines written for each comparison take ten times as much. */
  @Test
  void lineOfAnEntryIsWrittenOnce() {
    HandRoom room = HandRoom.made("11");
    String last = "$bob:b.org";
    for (int i = 0; i < KEYS; i++) {
      String id = "$topic" + i + ":a.org";
      room.accept(HandRoom.topic(id, Integer.toHexString(i * 0x9e3779b9)).after(last));
      last = id;
    }
    StateMap after = room.room().graph().get(new EventId(last)).get().stateAfter().get();
    StateView state = new StateView(room.room().graph(), after);
    List<StateView.Entry> entries = state.entries();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertEquals(entries, state.entries());
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / KEYS;
    assertTrue(each < 500, () -> "bytes allocated for an entry: " + each);
  }
}
