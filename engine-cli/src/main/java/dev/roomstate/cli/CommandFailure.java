package dev.roomstate.cli;

/** A command cannot go on; the message is one sentence for the user. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  CommandFailure(String sentence) {
    super(sentence, null, false, false);
  }
}
