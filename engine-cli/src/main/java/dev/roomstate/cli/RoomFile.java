package dev.roomstate.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/**
 * The events of a room file, one after the other: an entry or a bare PDU a line, or the elements of
 * a JSON array.
 */
final class RoomFile implements Closeable {
  /** The longest array that is read; lines have no such limit together. */
  static final int ARRAY_BYTES_MAX = 1 << 30;

  private final InputFile file;
  private final LineReader lines;
  private Flushable beforeReading = () -> {};
  private boolean begun;

  /** The array, where the file is one, and how far it was read. */
  private byte[] array;

  private int at;
  private long elements;

  private RoomFile(InputFile file) {
    this.file = file;
    this.lines =
        new LineReader(file.content(), JudgeCommand.LINE_BYTES_MAX, () -> beforeReading.flush());
  }

  /** Opens the file of this name; {@code -} is standard input. */
  static RoomFile open(String name, Terminal terminal) throws CommandFailure {
    return new RoomFile(InputFile.open(name, terminal));
  }

  /** What to flush before more of the file is read, so that answers are seen meanwhile. */
  void flushBeforeReading(Flushable answers) {
    beforeReading = answers;
  }

  /**
   * An event of the file.
   *
   * @param number the number of its line, or of the element, from 1
   * @param where {@code line 3}
   * @param place what to begin a message about it with
   */
  record Item(long number, String where, String place, RoomEntry entry) {}

  /** The next event, or null at the end. */
  Item next() throws CommandFailure {
    try {
      return array == null ? nextLine() : nextElement();
    } catch (IOException e) {
      throw new CommandFailure(file.name() + " " + InputFile.why(e));
    }
  }

  private Item nextLine() throws IOException, CommandFailure {
    do {
      if (!lines.next()) {
        if (!begun) {
          throw new CommandFailure(file.name() + " is empty");
        }
        return null;
      }
    } while (lines.isBlank());
    String place = place("line", lines.number());
    if (lines.isTooLong()) {
      throw new CommandFailure(place + " is longer than " + JudgeCommand.LINE_BYTES_MAX + " bytes");
    }
    int start = JsonScanner.skipSpace(lines.bytes(), lines.from(), lines.to());
    if (!begun && lines.bytes()[start] == '[') {
      readArray();
      return nextElement();
    }
    begun = true;
    return item(lines.bytes(), lines.from(), lines.to(), "line", lines.number());
  }

  private void readArray() throws IOException, CommandFailure {
    ByteArrayOutputStream all = new ByteArrayOutputStream(1 << 16);
    do {
      if (lines.isTooLong() || all.size() > ARRAY_BYTES_MAX) {
        throw new CommandFailure(file.name() + " is too long for an array: put one event a line");
      }
      all.write(lines.bytes(), lines.from(), lines.to() - lines.from());
      all.write('\n');
    } while (lines.next());
    array = all.toByteArray();
    at = JsonScanner.skipSpace(array, 0, array.length) + 1;
  }

  private Item nextElement() throws CommandFailure {
    at = JsonScanner.skipSpace(array, at, array.length);
    String place = place("element", elements + 1);
    if (elements > 0) {
      if (at == array.length || (array[at] != ',' && array[at] != ']')) {
        throw new CommandFailure(place + " is not JSON: `,` or `]` expected");
      }
    }
    if (at < array.length && array[at] == ']') {
      return endOfArray();
    }
    if (elements > 0) {
      at++;
    }
    int start = JsonScanner.skipSpace(array, at, array.length);
    try {
      at = JsonScanner.endOfValue(array, start, array.length, true);
    } catch (NotJson e) {
      throw new CommandFailure(place + " is " + e.sentence(start));
    }
    elements++;
    return item(array, start, at, "element", elements);
  }

  private Item endOfArray() throws CommandFailure {
    if (JsonScanner.skipSpace(array, at + 1, array.length) < array.length) {
      throw new CommandFailure(file.name() + " has something after the array of its events");
    }
    if (elements == 0) {
      throw new CommandFailure(file.name() + " holds no event");
    }
    return null;
  }

  private String place(String unit, long number) {
    return file.name() + ", " + unit + " " + number + ",";
  }

  private Item item(byte[] bytes, int from, int to, String unit, long number)
      throws CommandFailure {
    String place = place(unit, number);
    try {
      JsonSlice slice = JsonSlice.of(bytes, from, to, true);
      if (!slice.isObject()) {
        throw new CommandFailure(place + " is not a JSON object");
      }
      return new Item(number, unit + " " + number, place, entry(slice));
    } catch (NotJson e) {
      throw new CommandFailure(place + " is " + e.sentence(from));
    } catch (Malformed e) {
      throw new CommandFailure(place + " is no event: " + e.getMessage());
    }
  }

  private static RoomEntry entry(JsonSlice object) throws Malformed, NotJson {
    boolean isEntry = RoomEntry.isEntry(object.membersOrRepeated(key -> true).byKey());
    return isEntry ? RoomEntry.read(object) : RoomEntry.bare(object.copy());
  }

  /** How long the file is, 0 where that is not known, and how far it was read. */
  InputFile file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
