/**
 * The definitional model: Matrix's room rules for versions 1 to 12, written down sentence by
 * sentence from the specification. It keeps whole states as plain maps and whole auth chains as
 * plain sets; it is slow and meant to be obvious. It shares no code with the engine, so that the
 * two can be compared.
 *
 * <p>Start at {@link dev.roomstate.conformance.model.DefinitionalModel}, then {@code Receipt},
 * which makes the checks on receipt of an event in their order. Each chapter of the specification
 * has a class: {@code JsonReader} and {@code CanonicalJson}, {@code EventFormat}, {@code
 * Redaction}, {@code EventHashes}, {@code SignatureCheck}, {@code AuthEventsSelection}, {@code
 * StateIndependentRules} and {@code StateDependentRules}, {@code StateResolutionV1} and {@code
 * StateResolutionV2}. {@code Rule} names every sentence that rejects.
 */
package dev.roomstate.conformance.model;
