/**
 * State resolution 1, 2 and 2.1, one class for each term of the specification, over the dense
 * numbers of the event graph: what all states agree on is never looked at.
 */
package dev.roomstate.resolution;
