package dev.roomstate.room;

import dev.roomstate.id.EventId;
import dev.roomstate.id.ServerName;

/**
 * An accepted redaction event, waiting to be applied to the event that it names.
 *
 * @param redaction the redaction event
 * @param senderServer its sender's server
 * @param byPower whether its sender had the redact level in the state before it
 */
public record RedactionClaim(EventId redaction, ServerName senderServer, boolean byPower) {}
