package dev.roomstate.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;

/** A table for people, as wide as its widest cells. */
final class TextTable {
  private static final int WIDTH_MAX = 300;

  private final String[] headings;
  private final List<Object[]> rows = new ArrayList<>();

  TextTable(String... headings) {
    this.headings = headings;
  }

  /** Adds a row; null cells are shown as a dash. */
  void row(String... cells) {
    Object[] shown = new Object[cells.length];
    for (int i = 0; i < cells.length; i++) {
      shown[i] = cells[i] == null ? "–" : Printable.of(cells[i]);
    }
    rows.add(shown);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(TextOutput out, Palette palette) {
    Column[] columns = new Column[headings.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          new Column()
              .header(headings[i])
              .headerAlign(HorizontalAlign.LEFT)
              .dataAlign(HorizontalAlign.LEFT)
              .maxWidth(WIDTH_MAX, OverflowBehaviour.ELLIPSIS_RIGHT);
    }
    String table =
        AsciiTable.builder()
            .lineSeparator("\n")
            .border(AsciiTable.NO_BORDERS)
            .data(columns, rows.toArray(Object[][]::new))
            .asString();
    boolean heading = true;
    for (String line : table.split("\n", -1)) {
      if (!line.isBlank()) {
        out.line(heading ? palette.bold(line.stripTrailing()) : line);
        heading = false;
      }
    }
  }
}
