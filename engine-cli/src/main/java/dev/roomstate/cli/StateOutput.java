package dev.roomstate.cli;

import dev.roomstate.event.EventFacts;
import dev.roomstate.room.StateView;
import java.util.List;

/** Prints a state: for programs one entry a line, for people a table. */
final class StateOutput {
  private StateOutput() {}

  static void lines(StateView state, Terminal terminal) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    for (StateView.Entry entry : state.entries()) {
      writer.stateEntry(entry);
      writer.endLine();
    }
    writer.flush();
  }

  static void table(StateView state, TextOutput out, Palette palette) {
    TextTable table = new TextTable("type", "state key", "event", "sender");
    List<StateView.Entry> entries = state.entries();
    for (StateView.Entry entry : entries) {
      String sender =
          state.event(entry.key()).map(EventFacts::sender).map(Object::toString).getOrNull();
      table.row(entry.key().type(), entry.key().stateKey(), entry.event().value(), sender);
    }
    if (!table.isEmpty()) {
      table.print(out, palette);
      out.line("");
    }
    out.line(
        entries.size() + (entries.size() == 1 ? " entry" : " entries") + ", hash " + state.hash());
  }
}
