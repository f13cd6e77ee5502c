package dev.roomstate.content;

import dev.roomstate.id.IdGrammar;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonBoolean;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/**
 * The content of {@code m.room.create}. Immutable.
 *
 * @param creatorPresent whether there is a {@code creator}, of whatever kind
 * @param creator the {@code creator}, if it is a string (room versions 1 to 10 read it)
 * @param federates false only where {@code m.federate} is the literal {@code false}
 * @param roomVersion the {@code room_version}, if there is one
 * @param additionalCreatorsValid whether {@code additional_creators} is absent, or an array of user
 *     ids
 * @param additionalCreators the strings in {@code additional_creators} (room version 12 reads them)
 */
public record CreateContent(
    boolean creatorPresent,
    Option<String> creator,
    boolean federates,
    Option<JsonValue> roomVersion,
    boolean additionalCreatorsValid,
    SortedSet<String> additionalCreators)
    implements EventContent {

  static CreateContent of(JsonObject content) {
    Option<JsonValue> additional = content.get("additional_creators");
    return new CreateContent(
        content.has("creator"),
        content.string("creator"),
        !content.get("m.federate").contains(JsonBoolean.FALSE),
        content.get("room_version"),
        additional.forAll(CreateContent::isArrayOfUserIds),
        additional.fold(TreeSet::empty, CreateContent::strings));
  }

  /** The room version that it names, if it is one of these; naming none is naming the first. */
  public Option<RoomVersion> versionAmong(RoomVersions known) {
    return roomVersion.fold(
        () -> known.get(RoomVersions.DEFAULT_ID),
        named -> named instanceof JsonString id ? known.get(id.value()) : Option.none());
  }

  private static boolean isArrayOfUserIds(JsonValue value) {
    if (!(value instanceof JsonArray array)) {
      return false;
    }
    for (JsonValue item : array) {
      if (!(item instanceof JsonString text) || !IdGrammar.isUserId(text.value())) {
        return false;
      }
    }
    return true;
  }

  private static SortedSet<String> strings(JsonValue value) {
    SortedSet<String> strings = TreeSet.empty();
    if (value instanceof JsonArray array) {
      for (JsonValue item : array) {
        if (item instanceof JsonString text) {
          strings = strings.add(text.value());
        }
      }
    }
    return strings;
  }
}
