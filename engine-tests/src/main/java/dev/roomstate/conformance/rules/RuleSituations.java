package dev.roomstate.conformance.rules;

import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import java.util.List;
import java.util.stream.Stream;

/** All situations around the authorization rules. */
public final class RuleSituations {
  private RuleSituations() {}

  /** All situations; each holds for every room version that has its rule, or for some of them. */
  public static List<RuleSituation> all() {
    return Stream.of(
            CreateSituations.creates(),
            CreateSituations.authEvents(),
            CreateSituations.federation(),
            JoinSituations.members(),
            JoinSituations.joins(),
            JoinSituations.restricted(),
            JoinSituations.knocks(),
            InviteSituations.thirdParty(),
            InviteSituations.invites(),
            InviteSituations.leaves(),
            InviteSituations.bans(),
            PowerSituations.sending(),
            PowerSituations.levelsFormat(),
            PowerSituations.levelsChanged(),
            PowerSituations.redactions())
        .flatMap(List::stream)
        .toList();
  }

  /** Those that exist in this room version. */
  public static List<RuleSituation> in(RoomVersion version) {
    int number = Integer.parseInt(version.id());
    return all().stream().filter(s -> has(version, s.rule()) && s.isIn(number)).toList();
  }

  /**
   * Whether a room version has the rule. That a second create event is no part of the room stands
   * in no list; in version 12 it is of another room by its id.
   */
  public static boolean has(RoomVersion version, AuthRule rule) {
    return rule == AuthRule.CREATE_NOT_FIRST
        ? !version.id().equals("12")
        : rule.number(version.rules().ruleList()).isDefined();
  }
}
