package dev.roomstate.log;

import java.util.Locale;

/** When an append returns. */
public enum Durability {
  /** When the entry is on the disk; each entry is synced for itself. */
  EACH,
  /** When the entry is on the disk; entries of many writers share a sync. */
  GROUP,
  /** When the operating system has the entry: it survives the process, not the machine. */
  OS;

  /** The word for it, as it is written on command lines. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
