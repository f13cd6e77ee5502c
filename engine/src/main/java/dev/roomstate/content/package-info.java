/**
 * Typed views of the content of the events that the rules read: decoded once, field by field, never
 * stricter than the rules.
 */
package dev.roomstate.content;
