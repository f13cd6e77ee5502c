package planted.room;

/** Planted: pure code must not have fields that change. */
public final class RoomThatChanges {
  int events;

  /** Counts one event more. */
  public void count() {
    events++;
  }
}
