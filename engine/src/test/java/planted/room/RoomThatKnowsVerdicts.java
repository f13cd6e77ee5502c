package planted.room;

import dev.roomstate.auth.Verdict;

/** Planted: a room must not know the rules. */
public record RoomThatKnowsVerdicts(Verdict verdict) {}
