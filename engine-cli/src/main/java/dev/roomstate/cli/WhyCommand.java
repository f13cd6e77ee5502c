package dev.roomstate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "why")
final class WhyCommand implements Callable<Integer> {
  WhyCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
