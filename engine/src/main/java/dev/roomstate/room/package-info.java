/**
 * What a log has made of a room: the replay half of the engine. It cannot import the rules, so
 * nothing here can judge.
 */
package dev.roomstate.room;
