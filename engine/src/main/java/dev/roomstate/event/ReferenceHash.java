package dev.roomstate.event;

import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.id.EventId;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.RoomVersionRules;

/**
 * The reference hash (spec, server-server API, "Calculating the reference hash for an event"),
 * which is the event's id from room version 3 on. Pure.
 */
public final class ReferenceHash {
  private ReferenceHash() {}

  /** The reference hash of an event: 32 bytes. */
  public static byte[] of(CanonicalEvent event, String type, RoomVersionRules rules) {
    return event.referenceHash(type, rules);
  }

  /** The event id made of a reference hash. */
  static EventId eventId(byte[] hash, RoomVersionRules rules) {
    return new EventId(
        '$'
            + (rules.eventIds() == EventIdFormat.REFERENCE_HASH
                ? UnpaddedBase64.encode(hash)
                : UnpaddedBase64.encodeUrlSafe(hash)));
  }
}
