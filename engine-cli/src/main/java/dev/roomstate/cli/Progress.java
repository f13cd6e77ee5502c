package dev.roomstate.cli;

import java.io.Closeable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long file was read, to who looks at standard error and at nothing else. */
final class Progress implements Closeable {
  /** Shorter files are read before anybody wonders. */
  private static final long BYTES_MIN = 1 << 20;

  private static final long KIBIBYTE = 1 << 10;

  private final InputFile file;

  /** Null where nothing is shown. */
  private final ProgressBar bar;

  private Progress(InputFile file, ProgressBar bar) {
    this.file = file;
    this.bar = bar;
  }

  static Progress of(InputFile file, Terminal terminal) {
    boolean shown =
        terminal.errIsTerminal() && !terminal.outIsTerminal() && file.size() >= BYTES_MIN;
    return new Progress(file, shown ? bar(file, terminal) : null);
  }

  private static ProgressBar bar(InputFile file, Terminal terminal) {
    return new ProgressBarBuilder()
        .setTaskName("judging")
        .setInitialMax(file.size())
        .setUnit(" KiB", KIBIBYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
        .clearDisplayOnFinish()
        .build();
  }

  /** Shows how far the file was read by now. */
  void step() {
    if (bar != null) {
      bar.stepTo(file.read());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
