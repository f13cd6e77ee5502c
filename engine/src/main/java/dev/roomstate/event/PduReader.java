package dev.roomstate.event;

import dev.roomstate.content.EventContent;
import dev.roomstate.event.EventDefect.TooManyReferences;
import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RedactionFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the fields of one event, in the order in which their defects are reported. */
final class PduReader {
  private static final String EVENT_ID = "event_id";

  private final JsonObject json;
  private final RoomVersionRules rules;
  private final Option<EventId> trustedId;

  PduReader(JsonObject json, RoomVersionRules rules, Option<EventId> trustedId) {
    this.json = json;
    this.rules = rules;
    this.trustedId = trustedId;
  }

  Either<EventDefect, Pdu> read(CanonicalEvent canonical) {
    Option<EventDefect> shape = shape();
    if (shape.isDefined()) {
      return Either.left(shape.get());
    }
    Either<EventDefect, List<EventId>> auth =
        references("auth_events", EventFormat.AUTH_EVENTS_MAX);
    if (auth.isLeft()) {
      return Either.left(auth.getLeft());
    }
    Either<EventDefect, List<EventId>> prev =
        references("prev_events", EventFormat.PREV_EVENTS_MAX);
    if (prev.isLeft()) {
      return Either.left(prev.getLeft());
    }
    EventId id = id(canonical);
    return Either.right(
        new Pdu(facts(id), auth.get(), prev.get(), canonical, trustedId.isDefined()));
  }

  private EventId id(CanonicalEvent canonical) {
    if (trustedId.isDefined()) {
      return trustedId.get();
    }
    if (rules.eventIds() == EventIdFormat.SERVER_CHOSEN) {
      return new EventId(text(EVENT_ID));
    }
    return ReferenceHash.eventId(ReferenceHash.of(canonical, text("type"), rules), rules);
  }

  private EventFacts facts(EventId id) {
    String type = text("type");
    JsonObject content = json.object("content").getOrElse(JsonObject.EMPTY);
    Option<String> roomId = json.string("room_id");
    return new EventFacts(
        id,
        makesItsRoom() ? RoomId.ofCreateEvent(id) : new RoomId(roomId.get()),
        type,
        json.string("state_key"),
        new UserId(text("sender")),
        integer("origin_server_ts"),
        integer("depth"),
        EventContent.of(type, content, rules),
        type.equals(EventTypes.REDACTION) ? redacts(content) : Option.none(),
        json.has("room_id"));
  }

  private Option<String> redacts(JsonObject content) {
    return rules.has(RedactionFlag.REDACTS_IN_CONTENT)
        ? content.string("redacts")
        : json.string("redacts");
  }

  private String text(String field) {
    return json.string(field).get();
  }

  private long integer(String field) {
    return ((JsonInteger) json.get(field).get()).longValue();
  }

  /** Whether it is a create event whose room has no other id than its own (v12 on). */
  private boolean makesItsRoom() {
    return !rules.has(FormatFlag.ROOM_ID_ON_CREATE)
        && json.string("type").contains(EventTypes.CREATE);
  }

  private Option<EventDefect> shape() {
    return name("type", true)
        .orElse(() -> name("state_key", false))
        .orElse(this::sender)
        .orElse(this::roomId)
        .orElse(this::eventId)
        .orElse(() -> integerField("origin_server_ts", Long.MIN_VALUE))
        .orElse(() -> integerField("depth", 0))
        .orElse(() -> object("content", true))
        .orElse(() -> object("unsigned", false))
        .orElse(this::hashes)
        .orElse(this::signatures);
  }

  /** A string of at most 255 bytes. */
  private Option<EventDefect> name(String field, boolean required) {
    Option<JsonValue> value = json.get(field);
    if (value.isEmpty()) {
      return required ? Option.some(EventFormat.missing(field)) : Option.none();
    }
    if (!(value.get() instanceof JsonString text)) {
      return Option.some(EventFormat.wrong(field, "a string"));
    }
    return text.utf8Length() <= IdGrammar.BYTES_MAX
        ? Option.none()
        : Option.some(EventFormat.tooLong(field));
  }

  private Option<EventDefect> sender() {
    return name("sender", true)
        .orElse(
            () ->
                IdGrammar.isUserId(text("sender"))
                    ? Option.none()
                    : Option.some(EventFormat.wrong("sender", "a user id")));
  }

  private Option<EventDefect> roomId() {
    if (makesItsRoom()) {
      // A create event with a room id is for rule 1.2 to reject, if it is one that could be one.
      return name("room_id", false);
    }
    return name("room_id", true)
        .orElse(
            () ->
                RoomId.isRoomId(text("room_id"))
                    ? Option.none()
                    : Option.some(EventFormat.wrong("room_id", "a room id")));
  }

  private Option<EventDefect> eventId() {
    if (rules.eventIds() != EventIdFormat.SERVER_CHOSEN || trustedId.isDefined()) {
      return Option.none();
    }
    return name(EVENT_ID, true)
        .orElse(
            () ->
                IdGrammar.isServerChosenEventId(text(EVENT_ID))
                    ? Option.none()
                    : Option.some(EventFormat.wrong(EVENT_ID, "an event id with a domain")));
  }

  private Option<EventDefect> integerField(String field, long least) {
    Option<JsonValue> value = json.get(field);
    if (value.isEmpty()) {
      return Option.some(EventFormat.missing(field));
    }
    boolean valid =
        value.get() instanceof JsonInteger integer
            && integer.isLong()
            && integer.longValue() >= least;
    return valid
        ? Option.none()
        : Option.some(EventFormat.wrong(field, least == 0 ? "a natural number" : "an integer"));
  }

  private Option<EventDefect> object(String field, boolean required) {
    Option<JsonValue> value = json.get(field);
    if (value.isEmpty()) {
      return required ? Option.some(EventFormat.missing(field)) : Option.none();
    }
    return value.get() instanceof JsonObject
        ? Option.none()
        : Option.some(EventFormat.wrong(field, "an object"));
  }

  private Option<EventDefect> hashes() {
    boolean required = trustedId.isEmpty();
    return object("hashes", required)
        .orElse(
            () -> {
              Option<JsonObject> hashes = json.object("hashes");
              if (hashes.isDefined() && !hasOnlyStrings(hashes.get())) {
                return Option.some(EventFormat.wrong("hashes", "an object of strings"));
              }
              return required && !hashes.get().has("sha256")
                  ? Option.some(EventFormat.missing("hashes.sha256"))
                  : Option.none();
            });
  }

  private Option<EventDefect> signatures() {
    return object("signatures", trustedId.isEmpty())
        .orElse(
            () -> {
              JsonObject all = json.object("signatures").getOrElse(JsonObject.EMPTY);
              for (int i = 0; i < all.size(); i++) {
                if (!(all.value(i) instanceof JsonObject keys) || !hasOnlyStrings(keys)) {
                  return Option.some(
                      EventFormat.wrong("signatures", "an object of objects of strings"));
                }
              }
              return Option.none();
            });
  }

  private static boolean hasOnlyStrings(JsonObject object) {
    for (int i = 0; i < object.size(); i++) {
      if (!(object.value(i) instanceof JsonString)) {
        return false;
      }
    }
    return true;
  }

  private Either<EventDefect, List<EventId>> references(String field, int limit) {
    Option<JsonValue> value = json.get(field);
    if (value.isEmpty()) {
      return Either.left(EventFormat.missing(field));
    }
    if (!(value.get() instanceof JsonArray array)) {
      return Either.left(EventFormat.wrong(field, "an array"));
    }
    if (array.size() > limit) {
      return Either.left(new TooManyReferences(field, limit));
    }
    List<EventId> ids = new ArrayList<>(array.size());
    for (JsonValue item : array) {
      Option<JsonString> id = reference(item);
      if (id.isEmpty()) {
        return Either.left(EventFormat.wrong(field, "an array of event references"));
      }
      if (id.get().utf8Length() > IdGrammar.BYTES_MAX) {
        return Either.left(EventFormat.tooLong(field));
      }
      ids.add(id.get().read(EventId::ofUtf8));
    }
    return Either.right(Collections.unmodifiableList(ids));
  }

  private Option<JsonString> reference(JsonValue item) {
    if (rules.references() == EventReferenceFormat.ID) {
      return item instanceof JsonString id ? Option.some(id) : Option.none();
    }
    return item instanceof JsonArray pair
            && pair.size() == 2
            && pair.get(0) instanceof JsonString id
            && pair.get(1) instanceof JsonObject
        ? Option.some(id)
        : Option.none();
  }
}
