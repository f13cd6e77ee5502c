package dev.roomstate.version;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * The room versions that an engine knows: an immutable value, handed to it. Custom versions are
 * {@code RoomVersions.STANDARD.with(…)}, never a registration.
 */
public final class RoomVersions {
  /** The room versions 1 to 12. */
  public static final RoomVersions STANDARD =
      new RoomVersions(LinkedHashMap.empty())
          .with(new RoomVersion("1", RoomVersionRules.V1))
          .with(new RoomVersion("2", RoomVersionRules.V2))
          .with(new RoomVersion("3", RoomVersionRules.V3))
          .with(new RoomVersion("4", RoomVersionRules.V4))
          .with(new RoomVersion("5", RoomVersionRules.V5))
          .with(new RoomVersion("6", RoomVersionRules.V6))
          .with(new RoomVersion("7", RoomVersionRules.V7))
          .with(new RoomVersion("8", RoomVersionRules.V8))
          .with(new RoomVersion("9", RoomVersionRules.V9))
          .with(new RoomVersion("10", RoomVersionRules.V10))
          .with(new RoomVersion("11", RoomVersionRules.V11))
          .with(new RoomVersion("12", RoomVersionRules.V12));

  /** The version of a room whose create event names none. */
  public static final String DEFAULT_ID = "1";

  private final LinkedHashMap<String, RoomVersion> byId;

  private RoomVersions(LinkedHashMap<String, RoomVersion> byId) {
    this.byId = byId;
  }

  /** These versions and one more; one of the same identifier is replaced. */
  public RoomVersions with(RoomVersion version) {
    return new RoomVersions(byId.put(version.id(), version));
  }

  /** The version of this identifier, if it is known. */
  public Option<RoomVersion> get(String id) {
    return byId.get(id);
  }

  /** All known versions, in the order in which they were added. */
  public Seq<RoomVersion> all() {
    return byId.values();
  }
}
