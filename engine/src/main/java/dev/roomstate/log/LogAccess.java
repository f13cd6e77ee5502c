package dev.roomstate.log;

/** What a process may do with a log on disk. */
public enum LogAccess {
  /** Read and append; one process at a time. */
  WRITE,
  /** Read only, also while another process writes: nothing on the disk is changed. */
  READ
}
