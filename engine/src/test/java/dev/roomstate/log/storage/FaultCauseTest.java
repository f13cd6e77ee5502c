package dev.roomstate.log.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What platforms throw, in words, and with no name of a Java type. */
class FaultCauseTest {
  @TempDir private Path folder;

  private static String said(Executable thrower) {
    return FaultCause.of(assertThrows(Throwable.class, thrower));
  }

  @Test
  void failuresOfFilesAreNamedWithTheFile() throws IOException {
    Path missing = folder.resolve("missing");
    assertEquals("`" + missing + "` is not there", said(() -> Files.size(missing)));
    Files.writeString(folder.resolve("file"), "x");
    assertEquals(
        "`" + folder + "` is a folder that is not empty", said(() -> Files.delete(folder)));
    assertEquals("`" + folder + "` is there already", said(() -> Files.createDirectory(folder)));
    assertEquals("access to `x` is not permitted", FaultCause.of(new AccessDeniedException("x")));
    assertEquals(
        "`x`: No space left on device",
        FaultCause.of(new FileSystemException("x", null, "No space left on device")));
    String opened = said(() -> new FileInputStream(missing.toFile()).close());
    assertTrue(opened.startsWith(missing.toString()), opened);
  }

  @Test
  void noneHasTheNameOfAJavaType() {
    List<Throwable> all =
        List.of(
            new IOException(),
            new EOFException(),
            new IOException(new IllegalStateException("x")),
            new UncheckedIOException(new IOException("x")),
            new UncheckedIOException(new FileSystemException("x")),
            new FileSystemException(null),
            new RuntimeException(new IOException()),
            new ClosedChannelException(),
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new InternalError("a fault occurred in an unsafe memory access operation"),
            new NullPointerException("Cannot invoke \"java.lang.Object.hashCode()\""),
            new ClassCastException("class java.lang.String cannot be cast to class x"),
            new AssertionError());
    for (Throwable each : all) {
      String said = FaultCause.of(each);
      assertFalse(said.matches("(?s).*(Exception|Error|java).*"), said);
      assertFalse(said.isEmpty());
    }
  }
}
