/**
 * Matrix identifiers: small immutable values with their grammar (spec, appendices, "Identifier
 * Grammar").
 */
package dev.roomstate.id;
