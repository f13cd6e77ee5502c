package planted.id;

import planted.json.JsonThatKnowsIds;

/** Planted: half of a cycle. */
public record IdThatKnowsJson(JsonThatKnowsIds json) {}
