/** JMH benchmarks of the engine. Figures are published in docs/benchmarks.md, never in the code. */
package dev.roomstate.bench;
