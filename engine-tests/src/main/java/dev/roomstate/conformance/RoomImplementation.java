package dev.roomstate.conformance;

/** An implementation of Matrix's room rules that can be asked cases of the judging protocol. */
@FunctionalInterface
public interface RoomImplementation {
  /** Judges a case. Never fails: a case that cannot be judged is answered with an error. */
  CaseAnswer judge(ProtocolCase asked);
}
