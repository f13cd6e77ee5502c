package dev.roomstate.auth;

import dev.roomstate.event.EventFacts;

/**
 * The event that is judged, with what the rules need to know of its surroundings.
 *
 * @param event the event
 * @param followsCreateOnly whether its only previous event is the room's create event
 * @param authorisingServerSigned whether the server of {@code join_authorised_via_users_server}, if
 *     it names one, has signed it
 */
public record Subject(
    EventFacts event, boolean followsCreateOnly, boolean authorisingServerSigned) {}
