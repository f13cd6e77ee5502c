package dev.roomstate.log.salvage;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.framed.LogFolder;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log that was salvaged says of its rooms with losses: the file {@code salvaged} in its
 * folder. Nothing is read wrong without it. Immutable.
 *
 * @param hasLosses whether something of the log may be lost
 * @param rooms the rooms with losses, by the number that the log has for them
 */
public record SalvageMark(boolean hasLosses, Map<Integer, Loss> rooms) {
  /** Of a log that lost nothing, as far as it says. */
  public static final SalvageMark NONE = new SalvageMark(false, Map.of());

  private static final String FILE = "salvaged";
  private static final String FIRST_LINE = "roomstate salvaged, format 1";
  private static final Pattern LINE =
      Pattern.compile("room (\\d{1,9}) lost (\\d{1,18}) from (\\d{1,18})");

  /**
   * What is known of a room's losses.
   *
   * @param events how many of its events are known to be lost
   * @param from the position of the first entry that comes after a loss, or may
   */
  public record Loss(long events, long from) {}

  /** Copies the map. */
  public SalvageMark {
    rooms = Map.copyOf(rooms);
  }

  /**
   * What the log in a folder says; nothing where the file is missing or cannot be understood.
   *
   * @throws LogFailure when it cannot be read
   */
  public static SalvageMark in(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
        return NONE;
      }
      Map<Integer, Loss> rooms = new TreeMap<>();
      for (String line : lines.subList(1, lines.size())) {
        Matcher room = LINE.matcher(line);
        if (room.matches()) {
          Loss loss = new Loss(Long.parseLong(room.group(2)), Long.parseLong(room.group(3)));
          rooms.put(Integer.parseInt(room.group(1)), loss);
        }
      }
      return new SalvageMark(true, rooms);
    } catch (CharacterCodingException e) {
      return NONE;
    } catch (IOException e) {
      throw new LogFailure("`" + file + "` cannot be read: " + LogFolder.why(e), e);
    }
  }

  /**
   * Writes it into the folder of a log; no file where nothing is lost.
   *
   * @throws LogFailure when it cannot be written
   */
  public void write(Path folder) {
    if (!hasLosses) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
    new TreeMap<>(rooms)
        .forEach(
            (room, loss) ->
                lines.add("room " + room + " lost " + loss.events() + " from " + loss.from()));
    Path file = folder.resolve(FILE);
    try {
      Files.write(file, lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LogFailure("`" + file + "` cannot be written: " + LogFolder.why(e), e);
    }
  }
}
