package dev.roomstate.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each room version switches on, as a table beside the code's list of differences. */
class FeatureMatrixTest {
  /** Every flag, with the versions that have it. */
  private static final String FLAGS =
      """
      STRICT_CANONICAL_JSON          .....*******
      ROOM_ID_ON_CREATE              ***********.
      EVENT_ID_DOMAIN_SIGNS          **..........
      KEY_VALIDITY_ENFORCED          ....********
      CREATE_IN_AUTH_EVENTS          ***********.
      CREATOR_FIELD                  **********..
      ALIASES_RULE                   *****.......
      REDACTION_RULE                 **..........
      STRING_LEVELS                  *********...
      FLOAT_LEVELS                   *****.......
      NOTIFICATION_LEVELS            .....*******
      INTEGER_LEVELS                 .........***
      KNOCK                          ......******
      RESTRICTED_JOIN                .......*****
      KNOCK_RESTRICTED_JOIN          .........***
      PRIVILEGED_CREATORS            ...........*
      ROOM_ID_IS_CREATE_HASH         ...........*
      KEEPS_ORIGIN                   **********..
      ALIASES_KEEPS_ALIASES          *****.......
      JOIN_RULES_KEEPS_ALLOW         .......*****
      MEMBER_KEEPS_AUTHORISING_USER  ........****
      MEMBER_KEEPS_SIGNED            ..........**
      CREATE_KEEPS_CONTENT           ..........**
      POWER_LEVELS_KEEPS_INVITE      ..........**
      REDACTS_IN_CONTENT             ..........**
      """;

  static Stream<Arguments> choices() {
    EventIdFormat chosen = EventIdFormat.SERVER_CHOSEN;
    EventIdFormat urlSafe = EventIdFormat.URL_SAFE_REFERENCE_HASH;
    EventReferenceFormat pairs = EventReferenceFormat.ID_AND_HASHES;
    EventReferenceFormat ids = EventReferenceFormat.ID;
    return Stream.of(
        new Arguments("1", chosen, pairs, StateResolution.V1, RuleList.V1),
        new Arguments("2", chosen, pairs, StateResolution.V2, RuleList.V1),
        new Arguments("3", EventIdFormat.REFERENCE_HASH, ids, StateResolution.V2, RuleList.V3),
        new Arguments("4", urlSafe, ids, StateResolution.V2, RuleList.V3),
        new Arguments("5", urlSafe, ids, StateResolution.V2, RuleList.V3),
        new Arguments("6", urlSafe, ids, StateResolution.V2, RuleList.V6),
        new Arguments("7", urlSafe, ids, StateResolution.V2, RuleList.V7),
        new Arguments("8", urlSafe, ids, StateResolution.V2, RuleList.V8),
        new Arguments("9", urlSafe, ids, StateResolution.V2, RuleList.V8),
        new Arguments("10", urlSafe, ids, StateResolution.V2, RuleList.V10),
        new Arguments("11", urlSafe, ids, StateResolution.V2, RuleList.V11),
        new Arguments("12", urlSafe, ids, StateResolution.V2_1, RuleList.V12));
  }

  /** The choices of a version that are not on or off. */
  record Arguments(
      String id,
      EventIdFormat eventIds,
      EventReferenceFormat references,
      StateResolution resolution,
      RuleList ruleList) {}

  @ParameterizedTest
  @MethodSource("choices")
  void choicesAreThoseOfTheTable(Arguments expected) {
    RoomVersionRules rules = RoomVersions.STANDARD.get(expected.id).get().rules();
    assertEquals(expected.eventIds, rules.eventIds());
    assertEquals(expected.references, rules.references());
    assertEquals(expected.resolution, rules.resolution());
    assertEquals(expected.ruleList, rules.ruleList());
  }

  @Test
  void flagsAreThoseOfTheTable() {
    Map<String, String> table = new LinkedHashMap<>();
    FLAGS.lines().map(line -> line.split(" +")).forEach(row -> table.put(row[0], row[1]));
    Map<String, String> actual = new LinkedHashMap<>();
    for (String flag : table.keySet()) {
      StringBuilder row = new StringBuilder();
      for (RoomVersion version : RoomVersions.STANDARD.all()) {
        row.append(flags(version.rules()).contains(flag) ? '*' : '.');
      }
      actual.put(flag, row.toString());
    }
    assertEquals(table, actual);
  }

  @Test
  void tableHasEveryFlag() {
    Set<String> all = new TreeSet<>();
    for (Class<? extends Enum<?>> type : FLAG_TYPES) {
      Arrays.stream(type.getEnumConstants()).map(Enum::name).forEach(all::add);
    }
    Set<String> table = new TreeSet<>();
    FLAGS.lines().map(line -> line.split(" +")[0]).forEach(table::add);
    assertEquals(all, table);
  }

  private static final List<Class<? extends Enum<?>>> FLAG_TYPES =
      List.of(FormatFlag.class, SignatureFlag.class, AuthFlag.class, RedactionFlag.class);

  static Set<String> flags(RoomVersionRules rules) {
    Set<String> flags = new TreeSet<>();
    rules.format().toSet().forEach(flag -> flags.add(flag.name()));
    rules.signatures().toSet().forEach(flag -> flags.add(flag.name()));
    rules.auth().toSet().forEach(flag -> flags.add(flag.name()));
    rules.redaction().toSet().forEach(flag -> flags.add(flag.name()));
    return flags;
  }

  @Test
  void versionsAreTheTwelveInTheirOrderAndOthersCanBeAdded() {
    assertEquals(
        "List(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)",
        RoomVersions.STANDARD.all().map(RoomVersion::id).toList().toString());
    RoomVersion custom =
        new RoomVersion("org.example", RoomVersionRules.V12.without(AuthFlag.KNOCK));
    RoomVersions more = RoomVersions.STANDARD.with(custom);
    assertEquals(custom, more.get("org.example").get());
    assertTrue(RoomVersions.STANDARD.get("org.example").isEmpty());
    assertTrue(RoomVersions.STANDARD.get("").isEmpty());
    assertTrue(RoomVersions.STANDARD.get("01").isEmpty());
    assertEquals("1", RoomVersions.DEFAULT_ID);
  }

  @Test
  void identifierHasOneToThirtyTwoCodePoints() {
    RoomVersionRules rules = RoomVersionRules.V11;
    assertEquals("x".repeat(32), new RoomVersion("x".repeat(32), rules).toString());
    assertThrows(IllegalArgumentException.class, () -> new RoomVersion("x".repeat(33), rules));
    assertThrows(IllegalArgumentException.class, () -> new RoomVersion("", rules));
    assertEquals(64, new RoomVersion("\uD83D\uDE00".repeat(32), rules).id().length());
  }

  @Test
  void setOfFlagsIsAValue() {
    FlagSet<AuthFlag> none = FlagSet.none(AuthFlag.class);
    FlagSet<AuthFlag> some = none.with(AuthFlag.KNOCK).with(AuthFlag.STRING_LEVELS);
    assertEquals("[STRING_LEVELS, KNOCK]", some.toString());
    assertEquals(some, none.with(AuthFlag.STRING_LEVELS).with(AuthFlag.KNOCK));
    assertEquals(some.hashCode(), some.with(AuthFlag.KNOCK).hashCode());
    assertEquals(none, some.without(AuthFlag.KNOCK).without(AuthFlag.STRING_LEVELS));
    Object other = FlagSet.none(FormatFlag.class);
    assertTrue(!other.equals(none));
    assertTrue(none.toSet().isEmpty());
  }
}
