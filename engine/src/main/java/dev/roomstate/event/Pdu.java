package dev.roomstate.event;

import dev.roomstate.id.EventId;
import dev.roomstate.json.JsonObject;
import io.vavr.control.Option;
import java.util.List;

/**
 * An event that has its room version's format. Immutable; made by {@link EventFormat}.
 *
 * @param facts what rules read of it
 * @param authEvents the ids in {@code auth_events}, as listed
 * @param prevEvents the ids in {@code prev_events}, as listed
 * @param canonical the complete event in canonical form
 * @param trusted whether its id was given instead of computed
 */
public record Pdu(
    EventFacts facts,
    List<EventId> authEvents,
    List<EventId> prevEvents,
    CanonicalEvent canonical,
    boolean trusted) {

  /** The event's id. */
  public EventId id() {
    return facts.id();
  }

  /** This event, to be judged by what another copy of it said. */
  public Pdu withFacts(EventFacts ofCopy) {
    return new Pdu(ofCopy, authEvents, prevEvents, canonical, trusted);
  }

  /** This event, its id given or computed. */
  public Pdu withTrust(boolean idWasGiven) {
    return new Pdu(facts, authEvents, prevEvents, canonical, idWasGiven);
  }

  /** Its previous event, if it has exactly one. */
  public Option<EventId> onlyPrevEvent() {
    return prevEvents.size() == 1 ? Option.some(prevEvents.get(0)) : Option.none();
  }

  /** The complete event. */
  public JsonObject json() {
    return canonical.json();
  }

  /** The signature by this key of this server, if there is a string for it. */
  public Option<String> signature(String server, String keyId) {
    return signatures(server).flatMap(keys -> keys.string(keyId));
  }

  /** The signatures of this server, by key id. */
  public Option<JsonObject> signatures(String server) {
    return json().object("signatures").flatMap(all -> all.object(server));
  }
}
