package dev.roomstate.log.chronicle;

/** What the files of a queue lie on. */
record QueueDisk(FileSync sync, DiskSpace space, FileCalls calls) {
  /** The operating system's. */
  static final QueueDisk OF_THE_SYSTEM =
      new QueueDisk(FileSync.OF_THE_SYSTEM, DiskSpace.OF_THE_SYSTEM, FileCalls.UNTOLD);
}
