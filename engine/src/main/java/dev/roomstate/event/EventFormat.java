package dev.roomstate.event;

import dev.roomstate.event.EventDefect.FieldTooLong;
import dev.roomstate.event.EventDefect.MissingField;
import dev.roomstate.event.EventDefect.NotAnObject;
import dev.roomstate.event.EventDefect.NotJson;
import dev.roomstate.event.EventDefect.TooLarge;
import dev.roomstate.event.EventDefect.WrongField;
import dev.roomstate.id.EventId;
import dev.roomstate.json.JsonDocument;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Check 1: whether bytes are an event of a room version (spec, room versions, "Event format").
 * Total and thread-safe.
 */
public final class EventFormat {
  /** Largest event, in canonical form with signatures and {@code unsigned}. */
  public static final int BYTES_MAX = 65_536;

  /** Most entries of {@code prev_events}. */
  public static final int PREV_EVENTS_MAX = 20;

  /** Most entries of {@code auth_events}. */
  public static final int AUTH_EVENTS_MAX = 10;

  private EventFormat() {}

  /** The event that the bytes are; its id is computed, or in room versions 1 and 2 its own. */
  public static Either<EventDefect, Pdu> parse(byte[] bytes, RoomVersionRules rules) {
    return parse(bytes, rules, Option.none());
  }

  /**
   * The event that the bytes are.
   *
   * @param trustedId the event's id where it is known: then the event may leave out {@code hashes}
   *     and {@code signatures}, and its own {@code event_id}
   */
  public static Either<EventDefect, Pdu> parse(
      byte[] bytes, RoomVersionRules rules, Option<EventId> trustedId) {
    Either<EventDefect, JsonObject> json = json(bytes, rules);
    return json.isLeft() ? Either.left(json.getLeft()) : of(json.get(), bytes, rules, trustedId);
  }

  /** The event that the object is. */
  static Either<EventDefect, Pdu> of(
      JsonObject json, RoomVersionRules rules, Option<EventId> trustedId) {
    return of(json, new byte[0], rules, trustedId);
  }

  private static Either<EventDefect, Pdu> of(
      JsonObject json, byte[] source, RoomVersionRules rules, Option<EventId> trustedId) {
    CanonicalEvent canonical = CanonicalEvent.write(json, BYTES_MAX, source);
    if (canonical.size() > BYTES_MAX) {
      return Either.left(new TooLarge(BYTES_MAX));
    }
    return new PduReader(json, rules, trustedId).read(canonical);
  }

  private static Either<EventDefect, JsonObject> json(byte[] bytes, RoomVersionRules rules) {
    Either<EventDefect, JsonDocument> parsed = JsonParser.parse(bytes).mapLeft(NotJson::new);
    if (parsed.isLeft()) {
      return Either.left(parsed.getLeft());
    }
    // "Servers MUST strictly enforce the JSON format specified in the appendices" (v6 on).
    JsonDocument document = parsed.get();
    if (rules.has(FormatFlag.STRICT_CANONICAL_JSON) && document.notCanonical().isDefined()) {
      return Either.left(new NotJson(document.notCanonical().get()));
    }
    return document.value() instanceof JsonObject object
        ? Either.right(object)
        : Either.left(new NotAnObject());
  }

  static EventDefect missing(String field) {
    return new MissingField(field);
  }

  static EventDefect wrong(String field, String expected) {
    return new WrongField(field, expected);
  }

  static EventDefect tooLong(String field) {
    return new FieldTooLong(field);
  }
}
