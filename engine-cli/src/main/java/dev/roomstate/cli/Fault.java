package dev.roomstate.cli;

/** Tells of what should not happen, in one sentence. */
final class Fault {
  private Fault() {}

  /** What failed, and where to look for it. */
  static String sentence(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory; ROOMSTATE_JAVA_OPTS=-Xmx4g gives it more, say";
    }
    StackTraceElement[] trace = failure.getStackTrace();
    String where = "";
    String what = failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")";
    for (StackTraceElement element : trace) {
      if (element.getClassName().startsWith("dev.roomstate.")) {
        where = " at " + element.getFileName() + ":" + element.getLineNumber();
        break;
      }
    }
    return "internal error" + where + what + "; please report it with the input";
  }
}
