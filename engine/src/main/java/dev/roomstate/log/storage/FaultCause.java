package dev.roomstate.log.storage;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what the platform meant, for the end of a sentence. */
public final class FaultCause {
  private static final String UNSAID = "the platform does not say why";

  private FaultCause() {}

  /** The words for a failure: what happened, and to which file if that is known. */
  public static String of(Throwable failure) {
    if (failure instanceof FileSystemException known) {
      return ofFile(known);
    }
    if (failure instanceof InternalError) {
      // What the virtual machine makes of mapped memory that has no disk behind it.
      return "the disk is full, or a file is shorter than it was";
    }
    if (failure instanceof OutOfMemoryError) {
      return "memory ran out";
    }
    if (failure instanceof StackOverflowError) {
      return "it is nested too deeply";
    }
    if (failure instanceof ClosedChannelException) {
      return "it was closed meanwhile";
    }
    Throwable cause = failure.getCause();
    String said = failure.getMessage();
    boolean isSaidByCause = cause != null && (said == null || said.contains(cause.toString()));
    if (isSaidByCause) {
      return of(cause);
    }
    boolean isOfAPlatform = failure instanceof IOException;
    boolean isOfTypes =
        failure instanceof NullPointerException || failure instanceof ClassCastException;
    if (said == null || said.isEmpty() || isOfTypes) {
      return isOfAPlatform ? UNSAID : "of a fault in the engine, or in a library that it uses";
    }
    return said;
  }

  private static String ofFile(FileSystemException failure) {
    String file = failure.getFile() == null ? "a file" : "`" + failure.getFile() + "`";
    if (failure instanceof NoSuchFileException) {
      return file + " is not there";
    }
    if (failure instanceof AccessDeniedException) {
      return "access to " + file + " is not permitted";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return file + " is there already";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return file + " is a folder that is not empty";
    }
    if (failure instanceof NotDirectoryException) {
      return file + " is no folder";
    }
    String reason = failure.getReason();
    return file + ": " + (reason == null || reason.isEmpty() ? UNSAID : reason);
  }
}
