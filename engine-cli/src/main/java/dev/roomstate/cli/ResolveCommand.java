package dev.roomstate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "resolve")
final class ResolveCommand implements Callable<Integer> {
  ResolveCommand(Terminal terminal) {}

  @Override
  public Integer call() {
    return 0;
  }
}
