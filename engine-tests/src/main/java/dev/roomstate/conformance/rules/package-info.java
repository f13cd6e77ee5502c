/**
 * For every authorization rule and every room version that has it: a situation that it decides, and
 * one that gets past it. {@link dev.roomstate.conformance.rules.RuleSituations} has them all.
 */
package dev.roomstate.conformance.rules;
