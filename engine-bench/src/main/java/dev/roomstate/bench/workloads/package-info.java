/** Room histories from a seed: the same arguments give the same bytes. */
package dev.roomstate.bench.workloads;
