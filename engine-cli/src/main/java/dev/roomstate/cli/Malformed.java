package dev.roomstate.cli;

/** The JSON is not what was asked for; the message says where and why. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  Malformed(String sentence) {
    super(sentence, null, false, false);
  }

  /**
   * Says where and why.
   *
   * @param path the member, {@code events[3].pdu_base64}
   * @param why what it is or is not
   */
  static Malformed at(String path, String why) {
    return new Malformed("`" + Printable.of(path) + "` " + why);
  }
}
