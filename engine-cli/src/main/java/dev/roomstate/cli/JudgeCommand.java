package dev.roomstate.cli;

import io.vavr.control.Either;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code roomstate judge}: answers cases of the judging protocol. */
@Command(
    name = "judge",
    description = {
      "Answers cases: one JSON object a line on standard input, one answer a line on standard"
          + " output, in the same order."
    },
    footer = {"", "Exits with 0 when every line was answered without an error, else with 1."})
final class JudgeCommand implements Callable<Integer> {
  /** The longest line that is read. */
  static final int LINE_BYTES_MAX = 1 << 28;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private final Terminal terminal;
  private final int lineBytesMax;
  private CaseJudge judge;

  JudgeCommand(Terminal terminal) {
    this(terminal, LINE_BYTES_MAX);
  }

  JudgeCommand(Terminal terminal, int lineBytesMax) {
    this.terminal = terminal;
    this.lineBytesMax = lineBytesMax;
  }

  @Override
  public Integer call() throws IOException {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    LineReader lines = new LineReader(terminal.in(), lineBytesMax, writer);
    boolean allAnswered = true;
    while (lines.next()) {
      if (!lines.isBlank()) {
        Either<Case.Unreadable, CaseAnswer> answer = answer(lines);
        if (answer.isRight()) {
          writer.answer(answer.get());
        } else {
          allAnswered = false;
          writer.error(answer.getLeft().id(), answer.getLeft().error());
        }
      }
    }
    writer.flush();
    return allAnswered ? ExitCode.FINE : ExitCode.TROUBLE;
  }

  private Either<Case.Unreadable, CaseAnswer> answer(LineReader line) {
    if (line.isTooLong()) {
      return Either.left(
          new Case.Unreadable(null, "the line is longer than " + lineBytesMax + " bytes"));
    }
    String id = null;
    try {
      Either<Case.Unreadable, Case> read = CaseReader.read(line.bytes(), line.from(), line.to());
      if (read.isLeft()) {
        return Either.left(read.getLeft());
      }
      id = read.get().id();
      return judge().judge(read.get());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A fault of ours: the case has no answer, the next one does.
      return Either.left(new Case.Unreadable(id, Fault.sentence(e)));
    }
  }

  /** Made for the first case: who only asks for help need not wait for it. */
  private CaseJudge judge() {
    if (judge == null) {
      judge = new CaseJudge(Engines.config());
    }
    return judge;
  }
}
