package planted.state;

import tools.jackson.databind.JsonNode;

/** Planted: only the adapters may know Jackson. */
public record StateThatKnowsJackson(JsonNode node) {}
