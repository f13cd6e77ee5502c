package dev.roomstate.auth;

import dev.roomstate.event.EventFacts;
import dev.roomstate.id.EventId;
import io.vavr.control.Option;

/**
 * The event that is judged, with what the rules need to know of its surroundings. Immutable.
 *
 * @param event the event
 * @param onlyPrevEvent its previous event, if it has exactly one
 * @param authorisingServerSigned whether the server of {@code join_authorised_via_users_server}, if
 *     it names one, has signed it
 */
public record Subject(
    EventFacts event, Option<EventId> onlyPrevEvent, boolean authorisingServerSigned) {}
