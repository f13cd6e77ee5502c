package dev.roomstate.conformance.laws;

import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.resolution.StateResolutionReading;

/** The engine against the laws of the kit. */
class EngineConformsTest implements ModelLaws, ResolutionLaws, ArrivalLaws, ContentLaws {
  @Override
  public RoomImplementation subject() {
    return new EngineImplementation();
  }

  @Override
  public RoomImplementation subjectToTheLetter() {
    return new EngineImplementation(StateResolutionReading.LETTER);
  }
}
