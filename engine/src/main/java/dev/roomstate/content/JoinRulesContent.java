package dev.roomstate.content;

import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;

/**
 * The content of {@code m.room.join_rules}.
 *
 * @param joinRule the join rule
 */
public record JoinRulesContent(JoinRule joinRule) implements EventContent {
  static JoinRulesContent of(JsonObject content) {
    return new JoinRulesContent(
        content
            .get("join_rule")
            .fold(
                () -> JoinRule.DEFAULT,
                value ->
                    value instanceof JsonString text ? JoinRule.of(text.value()) : JoinRule.OTHER));
  }
}
