package planted.json;

import planted.id.IdThatKnowsJson;

/** Planted: half of a cycle. */
public record JsonThatKnowsIds(IdThatKnowsJson id) {}
