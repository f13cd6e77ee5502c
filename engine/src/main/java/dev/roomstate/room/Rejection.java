package dev.roomstate.room;

import dev.roomstate.event.Check;
import dev.roomstate.id.EventId;
import dev.roomstate.version.AuthRule;
import io.vavr.collection.Vector;

/**
 * Why an event was rejected or soft-failed. Immutable.
 *
 * @param check the check that said no
 * @param rule the rule by which it did
 * @param reason why, as a sentence without a full stop
 * @param lookedAt the events that the rule's sentence was about
 */
public record Rejection(Check check, AuthRule rule, String reason, Vector<EventId> lookedAt) {}
