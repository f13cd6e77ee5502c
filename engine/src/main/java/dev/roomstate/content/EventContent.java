package dev.roomstate.content;

import dev.roomstate.json.JsonObject;
import dev.roomstate.version.RoomVersionRules;

/**
 * What the rules read of an event's content: one view for each type of event that they know.
 * Immutable, but for what a {@link MemberContent.ThirdPartyInvite} remembers.
 */
public sealed interface EventContent
    permits CreateContent,
        MemberContent,
        PowerLevelsContent,
        JoinRulesContent,
        ThirdPartyInviteContent,
        OtherContent {

  /** The view of this content for an event of this type. Total: nothing in it is an error yet. */
  static EventContent of(String type, JsonObject content, RoomVersionRules rules) {
    return switch (type) {
      case "m.room.create" -> CreateContent.of(content);
      case "m.room.member" -> MemberContent.of(content);
      case "m.room.power_levels" -> PowerLevelsContent.of(content, rules);
      case "m.room.join_rules" -> JoinRulesContent.of(content);
      case "m.room.third_party_invite" -> ThirdPartyInviteContent.of(content);
      default -> OtherContent.NOTHING;
    };
  }
}
