package planted.log;

import java.util.logging.Logger;

/** Planted: whoever logs does so through SLF4J. */
public record LogThatLogsElsewhere(Logger logger) {}
