package dev.roomstate.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.project.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbers of the authorization rules beside the specification's own lists, of which the
 * resources {@code specrefs} hold number, decision and first words of each rule that decides. The
 * numbers are those of the source text: version 12 has no 3.4, and two rules 10.10.
 */
class AuthRuleNumbersTest {
  /** Single rules with their numbers in the lists of versions 1, 3, 6, 7, 8, 10, 11 and 12. */
  private static final String TABLE =
      """
      CREATE_HAS_PREV_EVENTS 1.1 1.1 1.1 1.1 1.1 1.1 1.1 1.1
      CREATE_ROOM_ID_DOMAIN 1.2 1.2 1.2 1.2 1.2 1.2 1.2 -
      CREATE_HAS_ROOM_ID - - - - - - - 1.2
      CREATE_UNKNOWN_ROOM_VERSION 1.3 1.3 1.3 1.3 1.3 1.3 1.3 1.3
      CREATE_NO_CREATOR 1.4 1.4 1.4 1.4 1.4 1.4 - -
      CREATE_BAD_ADDITIONAL_CREATORS - - - - - - - 1.4
      CREATE_ALLOWED 1.5 1.5 1.5 1.5 1.5 1.5 1.4 1.5
      ROOM_ID_NOT_ACCEPTED_CREATE - - - - - - - 2
      AUTH_EVENTS_DUPLICATE_KEY 2.1 2.1 2.1 2.1 2.1 2.1 2.1 3.1
      AUTH_EVENTS_UNEXPECTED 2.2 2.2 2.2 2.2 2.2 2.2 2.2 3.2
      AUTH_EVENTS_REJECTED 2.3 2.3 2.3 2.3 2.3 2.3 2.3 3.3
      AUTH_EVENTS_NO_CREATE 2.4 2.4 2.4 2.4 2.4 2.4 2.4 -
      AUTH_EVENTS_OTHER_ROOM 2.5 2.5 2.5 2.5 2.5 2.5 2.5 3.5
      NOT_FEDERATABLE 3 3 3 3 3 3 3 4
      ALIASES_NO_STATE_KEY 4.1 4.1 - - - - - -
      ALIASES_DOMAIN_MISMATCH 4.2 4.2 - - - - - -
      ALIASES_ALLOWED 4.3 4.3 - - - - - -
      MEMBER_SHAPE 5.1 5.1 4.1 4.1 4.1 4.1 4.1 5.1
      MEMBER_AUTHORISING_SERVER_SIGNATURE - - - - 4.2.1 4.2.1 4.2.1 5.2.1
      JOIN_CREATOR 5.2.1 5.2.1 4.2.1 4.2.1 4.3.1 4.3.1 4.3.1 5.3.1
      INVITE_THIRD_PARTY_TARGET_BANNED 5.3.1.1 5.3.1.1 4.3.1.1 4.3.1.1 4.4.1.1 4.4.1.1 4.4.1.1 5.4.1.1
      LEAVE_OWN 5.4.1 5.4.1 4.4.1 4.4.1 4.5.1 4.5.1 4.5.1 5.5.1
      BAN_SENDER_NOT_JOINED 5.5.1 5.5.1 4.5.1 4.5.1 4.6.1 4.6.1 4.6.1 5.6.1
      KNOCK_JOIN_RULE - - - 4.6.1 4.7.1 4.7.1 4.7.1 5.7.1
      MEMBERSHIP_UNKNOWN 5.6 5.6 4.6 4.7 4.8 4.8 4.8 5.8
      SENDER_NOT_JOINED 6 6 5 5 5 5 5 6
      THIRD_PARTY_INVITE_LEVEL 7.1 7.1 6.1 6.1 6.1 6.1 6.1 7.1
      REQUIRED_POWER_LEVEL 8 8 7 7 7 7 7 8
      STATE_KEY_OF_OTHER_USER 9 9 8 8 8 8 8 9
      POWER_LEVELS_USERS 10.1 10.1 9.1 9.1 9.1 9.3 9.3 10.3
      POWER_LEVELS_CREATOR_LISTED - - - - - - - 10.4
      POWER_LEVELS_ALLOWED 10.8 10.8 9.8 9.8 9.8 9.10 9.10 10.10
      REDACTION_LEVEL 11.1 - - - - - - -
      OTHERWISE_ALLOWED 12 11 10 10 10 10 10 11
      """;

  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  /** A rule as the specification has it. */
  private record Reference(String number, String decision, String words) {}

  private static List<Reference> references(RoomVersion version) {
    List<Reference> references = new ArrayList<>();
    String text = ProjectFiles.read("engine/src/test/resources/specrefs/v" + version.id() + ".txt");
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith("#") && !line.isEmpty()) {
        String[] parts = line.split(" ", 3);
        references.add(new Reference(parts[0], parts[1], parts[2]));
      }
    }
    return references;
  }

  private static Map<String, Set<AuthRule>> byNumber(RoomVersion version) {
    Map<String, Set<AuthRule>> rules = new TreeMap<>();
    for (AuthRule rule : AuthRule.values()) {
      for (String number : rule.number(version.rules().ruleList())) {
        rules.computeIfAbsent(number, key -> new TreeSet<>()).add(rule);
      }
    }
    return rules;
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void everyRuleOfTheSpecificationHasItsConstantAndEveryNumberItsRule(RoomVersion version) {
    Set<String> written = new TreeSet<>();
    references(version).forEach(reference -> written.add(reference.number));
    assertEquals(written, byNumber(version).keySet());
    assertEquals(written.size(), references(version).size(), "numbers are given once");
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void constantAllowsOrRejectsAsTheSentenceDoes(RoomVersion version) {
    Map<String, Set<AuthRule>> rules = byNumber(version);
    for (Reference reference : references(version)) {
      Set<String> decisions = new TreeSet<>();
      for (AuthRule rule : rules.get(reference.number)) {
        decisions.add(rule.allows() ? "allow" : "reject");
      }
      Set<String> expected =
          reference.decision.equals("both")
              ? Set.of("allow", "reject")
              : Set.of(reference.decision);
      assertEquals(expected, decisions, reference.toString());
    }
  }

  @Test
  void numbersAreThoseOfTheTable() {
    for (String line : TABLE.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      String[] row = line.split(" ", -1);
      AuthRule rule = AuthRule.valueOf(row[0]);
      for (RuleList list : RuleList.values()) {
        assertEquals(row[1 + list.ordinal()], rule.number(list).getOrElse("-"), row[0] + list);
      }
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void constantsStandInTheOrderOfTheList(RoomVersion version) {
    List<String> order = new ArrayList<>();
    for (AuthRule rule : AuthRule.values()) {
      for (String number : rule.number(version.rules().ruleList())) {
        if (!order.contains(number)) {
          order.add(number);
        }
      }
    }
    List<String> written = references(version).stream().map(Reference::number).toList();
    assertEquals(written, order);
  }

  @Test
  void wordsOfARuleNameWhatItsConstantNames() {
    Map<AuthRule, String> words =
        Map.of(
            AuthRule.CREATE_HAS_PREV_EVENTS, "prev_events",
            AuthRule.AUTH_EVENTS_DUPLICATE_KEY, "duplicate",
            AuthRule.JOIN_BANNED, "banned",
            AuthRule.JOIN_PUBLIC, "public",
            AuthRule.INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN, "mxid and token",
            AuthRule.MEMBERSHIP_UNKNOWN, "unknown",
            AuthRule.REQUIRED_POWER_LEVEL, "required power level",
            AuthRule.STATE_KEY_OF_OTHER_USER, "starts with an @",
            AuthRule.POWER_LEVELS_FIRST, "no previous");
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      for (Map.Entry<AuthRule, String> entry : words.entrySet()) {
        String number = entry.getKey().number(version.rules().ruleList()).get();
        assertTrue(
            references(version).stream()
                .anyMatch(r -> r.number.equals(number) && r.words.contains(entry.getValue())),
            version + " " + entry);
      }
    }
  }

  @Test
  void onlyOneRuleHasNoNumberAnywhere() {
    for (AuthRule rule : AuthRule.values()) {
      boolean numbered =
          Stream.of(RuleList.values()).anyMatch(list -> rule.number(list).isDefined());
      assertEquals(rule != AuthRule.CREATE_NOT_FIRST, numbered, rule.name());
    }
  }
}
