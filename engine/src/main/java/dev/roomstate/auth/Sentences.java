package dev.roomstate.auth;

import dev.roomstate.content.PowerLevel;

/** The sentences that several rules share. */
final class Sentences {
  private Sentences() {}

  static String below(String whose, PowerLevel has, String of, PowerLevel needed) {
    if (!has.isReadable()) {
      return whose + "'s level can not be read";
    }
    if (!needed.isReadable()) {
      return of + " can not be read";
    }
    return whose + "'s level " + has + " is below " + of + " " + needed;
  }
}
