package dev.roomstate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "state")
final class StateCommand implements Callable<Integer> {
  StateCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
