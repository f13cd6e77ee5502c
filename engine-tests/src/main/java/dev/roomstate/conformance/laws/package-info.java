/**
 * Laws that every implementation of Matrix's room rules obeys, as properties of random histories.
 * To try one, extend its class and name the subject.
 */
package dev.roomstate.conformance.laws;
