package dev.roomstate.event;

/**
 * Proof that checks 2 and 3 were made: an event that the servers which must have signed it have
 * signed, in its redacted form if its content hash is wrong. Made by {@link EventVerifier}.
 * Immutable.
 *
 * @param pdu the event that goes on to be judged
 * @param hash what check 3 came to
 * @param authorisingServerSigned whether the server of {@code join_authorised_via_users_server}, if
 *     the event names one, has signed; true where signatures are not checked
 */
public record VerifiedPdu(Pdu pdu, HashStatus hash, boolean authorisingServerSigned) {}
