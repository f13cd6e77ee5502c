package dev.roomstate.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command reads from and writes to.
 *
 * @param in standard input
 * @param out standard output: results, and nothing else
 * @param err standard error: everything else
 * @param outIsTerminal whether a person looks at {@code out} as it comes
 * @param errIsTerminal whether a person looks at {@code err} as it comes
 * @param environment the variables of the process
 */
record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment) {

  /** Says something that went wrong. */
  void complain(String sentence) {
    err.println("roomstate: " + Printable.of(sentence));
    err.flush();
  }
}
