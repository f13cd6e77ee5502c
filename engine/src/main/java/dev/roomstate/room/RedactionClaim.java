package dev.roomstate.room;

import dev.roomstate.id.EventId;
import dev.roomstate.id.ServerName;

/**
 * A redaction event and the event that it names, which it applies to if it is accepted.
 *
 * @param redaction the redaction event
 * @param target the event that it names
 * @param senderServer its sender's server
 * @param byPower whether its sender had the redact level in the state before it
 */
public record RedactionClaim(
    EventId redaction, EventId target, ServerName senderServer, boolean byPower) {}
