package dev.roomstate.version;

/** How an event gets its id. */
public enum EventIdFormat {
  /** Its server chose it: {@code $opaque:domain} in {@code event_id} (v1, v2). */
  SERVER_CHOSEN,
  /** The reference hash in standard unpadded base64 (v3). */
  REFERENCE_HASH,
  /** The reference hash in URL-safe unpadded base64 (v4 on). */
  URL_SAFE_REFERENCE_HASH
}
