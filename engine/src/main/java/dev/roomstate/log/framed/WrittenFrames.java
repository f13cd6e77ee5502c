package dev.roomstate.log.framed;

/**
 * How much was written.
 *
 * @param frames the number of frames
 * @param entries how many of them are entries
 * @param bytes the bytes of the frames
 */
record WrittenFrames(long frames, long entries, long bytes) {
  WrittenFrames plus(PendingFrames batch) {
    return new WrittenFrames(
        frames + batch.frames().size(), entries + batch.size(), bytes + batch.frames().length());
  }

  WrittenFrames minus(WrittenFrames other) {
    return new WrittenFrames(frames - other.frames, entries - other.entries, bytes - other.bytes);
  }
}
