/**
 * The event graph of a room over dense event numbers: what cites what, the state before and after
 * each event, the forward extremities.
 */
package dev.roomstate.graph;
