package dev.roomstate.cli;

import java.io.Closeable;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far long work has come, its rate and the time left, to who looks at standard error. */
final class Progress implements Closeable {
  /** Shorter files are read before anybody wonders. */
  private static final long BYTES_MIN = 1 << 20;

  private static final long KIBIBYTE = 1 << 10;

  /** Null where nothing is shown. */
  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /** Of reading a file whose answers are printed meanwhile, unless they are seen themselves. */
  static Progress ofFile(InputFile file, Terminal terminal) {
    boolean shown =
        terminal.errIsTerminal() && !terminal.outIsTerminal() && file.size() >= BYTES_MIN;
    return new Progress(shown ? bar("judging", terminal, file.size(), " KiB", KIBIBYTE) : null);
  }

  /**
   * Of going through so many entries of a log.
   *
   * @param printsMeanwhile whether results are printed meanwhile
   */
  static Progress ofEntries(String task, long entries, boolean printsMeanwhile, Terminal terminal) {
    boolean seen = printsMeanwhile && terminal.outIsTerminal();
    boolean shown = terminal.errIsTerminal() && !seen && entries > 0;
    return new Progress(shown ? bar(task, terminal, entries, " events", 1) : null);
  }

  /** Of going through so many bytes of files. */
  static Progress ofBytes(String task, long bytes, Terminal terminal) {
    boolean shown = terminal.errIsTerminal() && bytes > 0;
    return new Progress(shown ? bar(task, terminal, bytes, " KiB", KIBIBYTE) : null);
  }

  private static ProgressBar bar(
      String task, Terminal terminal, long most, String unit, long unitSize) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(most)
        .setUnit(unit, unitSize)
        .showSpeed(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
        .clearDisplayOnFinish()
        .build();
  }

  /** Shows that it has come this far. */
  void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
