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
 * @param memory how much may be kept in memory
 */
public record EngineConfig(
    RoomVersions versions,
    Option<KeyRing> keys,
    Ed25519 ed25519,
    StateResolutionReading reading,
    boolean softFailure,
    CurrentStateUpkeep upkeep,
    MemoryLimits memory) {
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
        MemoryLimits.STANDARD);
  }

  /** These options with other room versions. */
  public EngineConfig withVersions(RoomVersions changed) {
    return new EngineConfig(changed, keys, ed25519, reading, softFailure, upkeep, memory);
  }

  /** These options with other keys; none: signatures are not checked. */
  public EngineConfig withKeys(Option<KeyRing> changed) {
    return new EngineConfig(versions, changed, ed25519, reading, softFailure, upkeep, memory);
  }

  /** These options with another primitive that checks signatures. */
  public EngineConfig withEd25519(Ed25519 changed) {
    return new EngineConfig(versions, keys, changed, reading, softFailure, upkeep, memory);
  }

  /** These options with another reading of state resolution. */
  public EngineConfig withReading(StateResolutionReading changed) {
    return new EngineConfig(versions, keys, ed25519, changed, softFailure, upkeep, memory);
  }

  /** These options with or without check 6. */
  public EngineConfig withSoftFailure(boolean changed) {
    return new EngineConfig(versions, keys, ed25519, reading, changed, upkeep, memory);
  }

  /** These options with another upkeep of the current state. */
  public EngineConfig withUpkeep(CurrentStateUpkeep changed) {
    return new EngineConfig(versions, keys, ed25519, reading, softFailure, changed, memory);
  }

  /** These options with other limits for what is kept in memory. */
  public EngineConfig withMemory(MemoryLimits changed) {
    return new EngineConfig(versions, keys, ed25519, reading, softFailure, upkeep, changed);
  }
}
