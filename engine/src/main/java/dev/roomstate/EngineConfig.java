package dev.roomstate;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.receipt.CurrentStateUpkeep;
import dev.roomstate.resolution.StateResolutionReading;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;

/**
 * Every option of an engine, by name; there are no others. Immutable.
 *
 * @param versions the room versions that are known
 * @param keys the verify keys of other servers; none: signatures are not checked
 * @param ed25519 the primitive that checks signatures
 * @param reading how state resolution is read
 * @param softFailure whether events are checked against the current state too (check 6)
 * @param upkeep when the current state, which check 6 goes by, is resolved
 * @param parkedEventsMax most events of one room that may wait for others
 * @param parkedBytesMax most bytes, in canonical form, of the events of one room that wait
 * @param residentBytesMax how many bytes all rooms in memory may take, roughly, where the log keeps
 *     snapshots: those that were not used for longest are let go of, and loaded when they are used
 */
public record EngineConfig(
    RoomVersions versions,
    Option<KeyRing> keys,
    Ed25519 ed25519,
    StateResolutionReading reading,
    boolean softFailure,
    CurrentStateUpkeep upkeep,
    int parkedEventsMax,
    long parkedBytesMax,
    long residentBytesMax) {
  /** The default of {@link #parkedEventsMax}. */
  public static final int PARKED_EVENTS_MAX_DEFAULT = 10_000;

  /** The default of {@link #parkedBytesMax}. */
  public static final long PARKED_BYTES_MAX_DEFAULT = 64L << 20;

  /** The default of {@link #residentBytesMax}. */
  public static final long RESIDENT_BYTES_MAX_DEFAULT = 1L << 30;

  /** The standard room versions, these keys, and all checks. */
  public static EngineConfig withKeys(KeyRing keys) {
    return standard(Option.some(keys), Ed25519.best());
  }

  /** The standard room versions, and all checks but that of signatures. */
  public static EngineConfig withoutSignatures() {
    return standard(Option.none(), Ed25519.best());
  }

  private static EngineConfig standard(Option<KeyRing> keys, Ed25519 ed25519) {
    return new EngineConfig(
        RoomVersions.STANDARD,
        keys,
        ed25519,
        StateResolutionReading.NETWORK,
        true,
        CurrentStateUpkeep.BOUNDED,
        PARKED_EVENTS_MAX_DEFAULT,
        PARKED_BYTES_MAX_DEFAULT,
        RESIDENT_BYTES_MAX_DEFAULT);
  }

  /** These options with other room versions. */
  public EngineConfig withVersions(RoomVersions changed) {
    return new EngineConfig(
        changed,
        keys,
        ed25519,
        reading,
        softFailure,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with other keys; none: signatures are not checked. */
  public EngineConfig withKeys(Option<KeyRing> changed) {
    return new EngineConfig(
        versions,
        changed,
        ed25519,
        reading,
        softFailure,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with another primitive that checks signatures. */
  public EngineConfig withEd25519(Ed25519 changed) {
    return new EngineConfig(
        versions,
        keys,
        changed,
        reading,
        softFailure,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with another reading of state resolution. */
  public EngineConfig withReading(StateResolutionReading changed) {
    return new EngineConfig(
        versions,
        keys,
        ed25519,
        changed,
        softFailure,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with or without check 6. */
  public EngineConfig withSoftFailure(boolean changed) {
    return new EngineConfig(
        versions,
        keys,
        ed25519,
        reading,
        changed,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with another upkeep of the current state. */
  public EngineConfig withUpkeep(CurrentStateUpkeep changed) {
    return new EngineConfig(
        versions,
        keys,
        ed25519,
        reading,
        softFailure,
        changed,
        parkedEventsMax,
        parkedBytesMax,
        residentBytesMax);
  }

  /** These options with other limits for events that wait. */
  public EngineConfig withParkingLimits(int events, long bytes) {
    return new EngineConfig(
        versions, keys, ed25519, reading, softFailure, upkeep, events, bytes, residentBytesMax);
  }

  /** These options with another limit for the bytes that rooms take in memory. */
  public EngineConfig withResidentBytesMax(long changed) {
    return new EngineConfig(
        versions,
        keys,
        ed25519,
        reading,
        softFailure,
        upkeep,
        parkedEventsMax,
        parkedBytesMax,
        changed);
  }
}
