package dev.roomstate.log.frame;

/**
 * A record of a log.
 *
 * @param kind what its payload is; an octet
 * @param sequence how many frames of the log are before it
 * @param kept how many frames of the log were kept when this one was made
 * @param from where its payload begins in what was read
 * @param to where its payload, and the frame, ends
 */
public record Frame(int kind, long sequence, long kept, int from, int to) {}
