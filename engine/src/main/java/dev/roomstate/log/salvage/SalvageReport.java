package dev.roomstate.log.salvage;

import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.search.Finding;
import dev.roomstate.log.search.FrameReport;
import io.vavr.control.Option;
import java.util.List;

/**
 * What came of saving a log.
 *
 * @param frames what was found in the files
 * @param entries how many entries the copy has
 * @param keys how many verify keys
 * @param rooms the rooms of the copy, in its order
 * @param refused sound frames that are not in the copy, and why
 * @param refusals how many such frames there are; of them the first {@link #REFUSED_MAX} are listed
 */
public record SalvageReport(
    FrameReport frames,
    long entries,
    long keys,
    List<RoomReport> rooms,
    List<Refused> refused,
    long refusals) {
  /** How many refused frames are listed; all are counted. */
  public static final int REFUSED_MAX = 1000;

  /**
   * What came of a room.
   *
   * @param id its id
   * @param version the id of its room version
   * @param entries how many of its entries were copied
   * @param lost how many of its events are known to be lost; of losses at its end nothing tells
   * @param lostIds their ids, as far as other events tell them
   * @param inexactFrom the position in the copy of the first entry that comes after a loss, or may;
   *     negative if there is none
   * @param untold the first events whose state before them rests on the state after an event that
   *     is lost, where nothing tells which it was; the states of all that builds on them do too
   * @param untoldEvents how many events have a state before them that is only guessed, since it
   *     does not rest on a line
   * @param currentUntoldFrom the position in the copy of the first entry after which nothing tells
   *     whether the room's current state is what it was, lines aside; negative if there is none
   */
  public record RoomReport(
      RoomId id,
      String version,
      long entries,
      long lost,
      List<EventId> lostIds,
      long inexactFrom,
      List<Untold> untold,
      long untoldEvents,
      long currentUntoldFrom) {
    /** Copies the lists. */
    public RoomReport {
      lostIds = List.copyOf(lostIds);
      untold = List.copyOf(untold);
    }

    /** Whether something of the room is lost, as far as the room tells. */
    public boolean hasLosses() {
      return inexactFrom >= 0;
    }
  }

  /**
   * An event before which the state is what it most likely was, but for what is lost. The states of
   * all that builds on it rest on that too, and so does the current state from it on.
   *
   * @param position where it is in the copy
   * @param event its id
   * @param lost the number in the source of the event after which the state is not told
   * @param lostId the id of that event, if it is told
   * @param isInLine whether the state is what it was if what is lost came in full, is no merge and
   *     tells its true depth: then it can but be one line behind the only forward extremity
   */
  public record Untold(
      long position, EventId event, int lost, Option<EventId> lostId, boolean isInLine) {}

  /**
   * A sound frame that is not in the copy.
   *
   * @param frame its number in the source
   * @param why it is not, to follow its number
   */
  public record Refused(long frame, String why) {}

  /** Copies the lists. */
  public SalvageReport {
    rooms = List.copyOf(rooms);
    refused = List.copyOf(refused);
  }

  /** Whether the copy has all that the source had, as far as anything tells. */
  public boolean isWhole() {
    return frames.count(Finding.Kind.LOST) == 0
        && refusals == 0
        && rooms.stream().noneMatch(RoomReport::hasLosses);
  }
}
