/**
 * The authorization rules of all room versions, and nothing else: each class is a column of guards
 * in the order of the specification's list, the sentence above the guard, its number (room version
 * 11, unless said) beside it. The rules know neither the event graph nor the log.
 */
package dev.roomstate.auth;
