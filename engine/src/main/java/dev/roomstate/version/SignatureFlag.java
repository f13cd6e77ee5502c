package dev.roomstate.version;

/** Switches of the checks of signatures. */
public enum SignatureFlag {
  /** The server named in the {@code event_id} must have signed too (v1, v2). */
  EVENT_ID_DOMAIN_SIGNS,
  /**
   * A key counts only for events sent while it was valid (v5 on; spec, "Signing key validity
   * period").
   */
  KEY_VALIDITY_ENFORCED
}
