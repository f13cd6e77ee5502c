package dev.roomstate.event;

/** What check 3, the content hash, came to. */
public enum HashStatus {
  /** The content hash is right. */
  OK("ok"),
  /** It is not: the redacted form of the event went on. */
  REDACTED("redacted"),
  /** The event's id was trusted, so no hash was looked at. */
  TRUSTED("trusted");

  private final String label;

  HashStatus(String label) {
    this.label = label;
  }

  /** The name of the status in the judging protocol. */
  public String label() {
    return label;
  }
}
