package dev.roomstate.version;

/**
 * What a room version switches on: each version is written as its difference from the one before.
 * Immutable.
 *
 * @param format the event format
 * @param signatures the checks of signatures
 * @param auth the authorization rules
 * @param redaction the redaction algorithm
 * @param eventIds how events get their ids
 * @param references how events name each other
 * @param resolution the state resolution algorithm
 * @param ruleList the list that numbers the authorization rules
 */
public record RoomVersionRules(
    FlagSet<FormatFlag> format,
    FlagSet<SignatureFlag> signatures,
    FlagSet<AuthFlag> auth,
    FlagSet<RedactionFlag> redaction,
    EventIdFormat eventIds,
    EventReferenceFormat references,
    StateResolution resolution,
    RuleList ruleList) {

  private static final RoomVersionRules NONE =
      new RoomVersionRules(
          FlagSet.none(FormatFlag.class),
          FlagSet.none(SignatureFlag.class),
          FlagSet.none(AuthFlag.class),
          FlagSet.none(RedactionFlag.class),
          EventIdFormat.SERVER_CHOSEN,
          EventReferenceFormat.ID_AND_HASHES,
          StateResolution.V1,
          RuleList.V1);

  /** Room version 1. */
  public static final RoomVersionRules V1 =
      NONE.with(FormatFlag.ROOM_ID_ON_CREATE)
          .with(SignatureFlag.EVENT_ID_DOMAIN_SIGNS)
          .with(
              AuthFlag.CREATE_IN_AUTH_EVENTS,
              AuthFlag.CREATOR_FIELD,
              AuthFlag.ALIASES_RULE,
              AuthFlag.REDACTION_RULE,
              AuthFlag.STRING_LEVELS,
              AuthFlag.FLOAT_LEVELS)
          .with(RedactionFlag.KEEPS_ORIGIN, RedactionFlag.ALIASES_KEEPS_ALIASES);

  /** Room version 2: state resolution 2. */
  public static final RoomVersionRules V2 = V1.with(StateResolution.V2);

  /** Room version 3: event ids are hashes, the redaction rule goes. */
  public static final RoomVersionRules V3 =
      V2.with(EventIdFormat.REFERENCE_HASH)
          .with(EventReferenceFormat.ID)
          .without(SignatureFlag.EVENT_ID_DOMAIN_SIGNS)
          .without(AuthFlag.REDACTION_RULE)
          .with(RuleList.V3);

  /** Room version 4: event ids are URL-safe. */
  public static final RoomVersionRules V4 = V3.with(EventIdFormat.URL_SAFE_REFERENCE_HASH);

  /** Room version 5: keys have a validity. */
  public static final RoomVersionRules V5 = V4.with(SignatureFlag.KEY_VALIDITY_ENFORCED);

  /** Room version 6: strict canonical JSON; aliases are nothing special. */
  public static final RoomVersionRules V6 =
      V5.with(FormatFlag.STRICT_CANONICAL_JSON)
          .with(AuthFlag.NOTIFICATION_LEVELS)
          .without(AuthFlag.ALIASES_RULE)
          .without(AuthFlag.FLOAT_LEVELS)
          .without(RedactionFlag.ALIASES_KEEPS_ALIASES)
          .with(RuleList.V6);

  /** Room version 7: knocking. */
  public static final RoomVersionRules V7 = V6.with(AuthFlag.KNOCK).with(RuleList.V7);

  /** Room version 8: restricted joins. */
  public static final RoomVersionRules V8 =
      V7.with(AuthFlag.RESTRICTED_JOIN)
          .with(RedactionFlag.JOIN_RULES_KEEPS_ALLOW)
          .with(RuleList.V8);

  /** Room version 9: a redacted restricted join stays authorized. */
  public static final RoomVersionRules V9 = V8.with(RedactionFlag.MEMBER_KEEPS_AUTHORISING_USER);

  /** Room version 10: integer power levels, {@code knock_restricted}. */
  public static final RoomVersionRules V10 =
      V9.with(AuthFlag.INTEGER_LEVELS, AuthFlag.KNOCK_RESTRICTED_JOIN)
          .without(AuthFlag.STRING_LEVELS)
          .with(RuleList.V10);

  /** Room version 11: the cleaned redaction algorithm, no {@code creator}. */
  public static final RoomVersionRules V11 =
      V10.without(AuthFlag.CREATOR_FIELD)
          .without(RedactionFlag.KEEPS_ORIGIN)
          .with(
              RedactionFlag.CREATE_KEEPS_CONTENT,
              RedactionFlag.POWER_LEVELS_KEEPS_INVITE,
              RedactionFlag.MEMBER_KEEPS_SIGNED,
              RedactionFlag.REDACTS_IN_CONTENT)
          .with(RuleList.V11);

  /** Room version 12: privileged creators, room ids are hashes, state resolution 2.1. */
  public static final RoomVersionRules V12 =
      V11.with(StateResolution.V2_1)
          .without(FormatFlag.ROOM_ID_ON_CREATE)
          .without(AuthFlag.CREATE_IN_AUTH_EVENTS)
          .with(AuthFlag.PRIVILEGED_CREATORS, AuthFlag.ROOM_ID_IS_CREATE_HASH)
          .with(RuleList.V12);

  /** Whether the event format flag is set. */
  public boolean has(FormatFlag flag) {
    return format.has(flag);
  }

  /** Whether the signature flag is set. */
  public boolean has(SignatureFlag flag) {
    return signatures.has(flag);
  }

  /** Whether the authorization flag is set. */
  public boolean has(AuthFlag flag) {
    return auth.has(flag);
  }

  /** Whether the redaction flag is set. */
  public boolean has(RedactionFlag flag) {
    return redaction.has(flag);
  }

  /** These rules with an event format flag. */
  public RoomVersionRules with(FormatFlag flag) {
    return withFormat(format.with(flag));
  }

  /** These rules without an event format flag. */
  public RoomVersionRules without(FormatFlag flag) {
    return withFormat(format.without(flag));
  }

  private RoomVersionRules withFormat(FlagSet<FormatFlag> flags) {
    return new RoomVersionRules(
        flags, signatures, auth, redaction, eventIds, references, resolution, ruleList);
  }

  /** These rules with a signature flag. */
  public RoomVersionRules with(SignatureFlag flag) {
    return withSignatures(signatures.with(flag));
  }

  /** These rules without a signature flag. */
  public RoomVersionRules without(SignatureFlag flag) {
    return withSignatures(signatures.without(flag));
  }

  private RoomVersionRules withSignatures(FlagSet<SignatureFlag> flags) {
    return new RoomVersionRules(
        format, flags, auth, redaction, eventIds, references, resolution, ruleList);
  }

  /** These rules with authorization flags. */
  public RoomVersionRules with(AuthFlag... flags) {
    FlagSet<AuthFlag> changed = auth;
    for (AuthFlag flag : flags) {
      changed = changed.with(flag);
    }
    return withAuth(changed);
  }

  /** These rules without an authorization flag. */
  public RoomVersionRules without(AuthFlag flag) {
    return withAuth(auth.without(flag));
  }

  private RoomVersionRules withAuth(FlagSet<AuthFlag> flags) {
    return new RoomVersionRules(
        format, signatures, flags, redaction, eventIds, references, resolution, ruleList);
  }

  /** These rules with redaction flags. */
  public RoomVersionRules with(RedactionFlag... flags) {
    FlagSet<RedactionFlag> changed = redaction;
    for (RedactionFlag flag : flags) {
      changed = changed.with(flag);
    }
    return withRedaction(changed);
  }

  /** These rules without a redaction flag. */
  public RoomVersionRules without(RedactionFlag flag) {
    return withRedaction(redaction.without(flag));
  }

  private RoomVersionRules withRedaction(FlagSet<RedactionFlag> flags) {
    return new RoomVersionRules(
        format, signatures, auth, flags, eventIds, references, resolution, ruleList);
  }

  /** These rules with another way to name events. */
  public RoomVersionRules with(EventIdFormat changed) {
    return new RoomVersionRules(
        format, signatures, auth, redaction, changed, references, resolution, ruleList);
  }

  /** These rules with another form of references. */
  public RoomVersionRules with(EventReferenceFormat changed) {
    return new RoomVersionRules(
        format, signatures, auth, redaction, eventIds, changed, resolution, ruleList);
  }

  /** These rules with another state resolution algorithm. */
  public RoomVersionRules with(StateResolution changed) {
    return new RoomVersionRules(
        format, signatures, auth, redaction, eventIds, references, changed, ruleList);
  }

  /** These rules with the numbers of another list. */
  public RoomVersionRules with(RuleList changed) {
    return new RoomVersionRules(
        format, signatures, auth, redaction, eventIds, references, resolution, changed);
  }
}
