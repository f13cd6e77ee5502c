/**
 * Random lives of rooms: {@link dev.roomstate.conformance.history.RandomHistory} makes them of
 * seeds, {@link dev.roomstate.conformance.history.HistoryArbitraries} for jqwik.
 */
package dev.roomstate.conformance.history;
