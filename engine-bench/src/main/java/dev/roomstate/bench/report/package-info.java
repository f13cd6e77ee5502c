/** Runs the suite, keeps its results and writes the tables of docs/benchmarks.md. */
package dev.roomstate.bench.report;
