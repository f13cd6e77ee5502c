/** What is made of a damaged log: a new one with all that is left. */
package dev.roomstate.log.salvage;
