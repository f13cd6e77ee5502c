/**
 * The checks performed on receipt of a PDU, in the specification's order: judge, then apply. Local
 * events take the same path.
 */
package dev.roomstate.receipt;
