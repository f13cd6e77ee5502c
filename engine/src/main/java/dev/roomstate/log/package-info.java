/** The append-only log of judged events, behind one port. */
package dev.roomstate.log;
