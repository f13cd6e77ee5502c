package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.CAROL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence of the rules that look at the room state, at least once. */
class StateDependentRulesTest {
  private static String message(Written room, String sender) {
    return room.event("$message", "m.room.message", sender, "{}").add();
  }

  @Test
  void closedRooms() {
    Written room = new Written(11);
    String create =
        room.event("$create", "m.room.create", ALICE, "{\"m.federate\":false}").key("").add();
    String bob = room.joined(BOB);
    assertEquals("NOT_FEDERATABLE 3", room.check(message(room, BOB), create, bob));
    Written open = new Written(12);
    open.event(Written.V12_CREATE, "m.room.create", ALICE, "{\"m.federate\":\"false\"}")
        .key("")
        .add();
    assertEquals("allowed", open.check(message(open, BOB), open.joined(BOB)));
  }

  @Test
  void aliasesUntil5() {
    for (int version : new int[] {1, 5}) {
      Written room = new Written(version);
      String none = room.event("$1", "m.room.aliases", BOB, "{}").add();
      String other = room.event("$2", "m.room.aliases", BOB, "{}").key("a.org").add();
      String own = room.event("$3", "m.room.aliases", BOB, "{}").key("b.org").add();
      assertEquals("ALIASES_NO_STATE_KEY 4.1", room.check(none));
      assertEquals("ALIASES_DOMAIN_MISMATCH 4.2", room.check(other));
      assertEquals("allowed", room.check(own));
    }
    Written room = new Written(6);
    String own = room.event("$3", "m.room.aliases", BOB, "{}").key("b.org").add();
    assertEquals("SENDER_NOT_JOINED 5", room.check(own));
  }

  @Test
  void memberShape() {
    Written room = new Written(12);
    room.create();
    String noKey = room.event("$1", "m.room.member", BOB, "{\"membership\":\"join\"}").add();
    String noMembership = room.event("$2", "m.room.member", BOB, "{}").key(BOB).add();
    assertEquals("MEMBER_SHAPE 5.1", room.check(noKey));
    assertEquals("MEMBER_SHAPE 5.1", room.check(noMembership));
    String none = room.event("$3", "m.room.member", BOB, "{\"membership\":null}").key(BOB).add();
    assertEquals("MEMBERSHIP_UNKNOWN 5.8", room.check(none));
    assertEquals("MEMBERSHIP_UNKNOWN 5.8", room.check(room.member(BOB, BOB, "superadmin")));
  }

  @Test
  void firstJoin() {
    for (int version : new int[] {1, 10, 11, 12}) {
      Written room = new Written(version);
      String create = room.create();
      String join = "{\"membership\":\"join\"}";
      String first = room.event("$1", "m.room.member", ALICE, join).key(ALICE).prev(create).add();
      String other = room.event("$2", "m.room.member", BOB, join).key(BOB).prev(create).add();
      String twice =
          room.event("$3", "m.room.member", ALICE, join).key(ALICE).prev(create, first).add();
      String notAllowed = version == 1 ? "5.2.6" : version == 12 ? "5.3.7" : "4.3.7";
      assertEquals("allowed", room.check(first, create));
      assertEquals("JOIN_NOT_ALLOWED " + notAllowed, room.check(other, create));
      assertEquals("JOIN_NOT_ALLOWED " + notAllowed, room.check(twice, create));
    }
  }

  @Test
  void joins() {
    Written room = new Written(7);
    String create = room.create();
    String join = room.joined(BOB);
    String isPublic = room.joinRules("public");
    assertEquals(
        "JOIN_SENDER_NOT_TARGET 4.2.2", room.check(room.member(ALICE, BOB, "join"), create));
    assertEquals(
        "JOIN_BANNED 4.2.3", room.check(join, create, isPublic, room.member(ALICE, BOB, "ban")));
    assertEquals("allowed", room.check(join, create, isPublic));
    String invited = room.member(ALICE, BOB, "invite");
    assertEquals("allowed", room.check(join, create, invited));
    for (String rule : new String[] {"invite", "knock"}) {
      assertEquals("allowed", room.check(join, create, invited, room.joinRules(rule)));
    }
    for (String rule : new String[] {"private", "restricted", "knock_restricted"}) {
      assertEquals(
          "JOIN_NOT_ALLOWED 4.2.6", room.check(join, create, invited, room.joinRules(rule)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, invite, allowed",
    "6, knock, JOIN_NOT_ALLOWED 4.2.6",
    "7, restricted, JOIN_NOT_ALLOWED 4.2.6",
    "8, restricted, allowed",
    "9, knock_restricted, JOIN_NOT_ALLOWED 4.3.7",
    "10, knock_restricted, allowed",
    "12, knock_restricted, allowed"
  })
  void joinRulesByVersion(int version, String joinRule, String expected) {
    Written room = new Written(version);
    String create = room.create();
    String invited = room.member(ALICE, BOB, "invite");
    assertEquals(expected, room.check(room.joined(BOB), create, invited, room.joinRules(joinRule)));
  }

  @Test
  void restrictedJoins() {
    Written room = new Written(9);
    String create = room.create();
    String rules = room.joinRules("restricted");
    String alice = room.joined(ALICE);
    String levels = room.levels("{\"invite\":50,\"users\":{\"" + ALICE + "\":50}}");
    String content =
        "{\"membership\":\"join\",\"join_authorised_via_users_server\":\"" + ALICE + "\"}";
    String join = room.event("$via", "m.room.member", BOB, content).key(BOB).add();
    String refused = "JOIN_RESTRICTED_NOT_AUTHORISED 4.3.5.2";
    assertEquals("allowed", room.check(join, create, rules, alice, levels));
    assertEquals(refused, room.check(join, create, rules, levels));
    assertEquals(refused, room.check(join, create, rules, alice, room.levels("{\"invite\":50}")));
    assertEquals(refused, room.check(room.joined(BOB), create, rules, alice, levels));
  }

  @Test
  void invites() {
    Written room = new Written(11);
    String create = room.create();
    String alice = room.joined(ALICE);
    String invite = room.member(ALICE, BOB, "invite");
    assertEquals("INVITE_SENDER_NOT_JOINED 4.4.2", room.check(invite, create));
    assertEquals("INVITE_TARGET_JOINED 4.4.3", room.check(invite, create, alice, room.joined(BOB)));
    assertEquals(
        "INVITE_TARGET_BANNED 4.4.3",
        room.check(invite, create, alice, room.member(ALICE, BOB, "ban")));
    assertEquals(
        "INVITE_LEVEL 4.4.5", room.check(invite, create, alice, room.levels("{\"invite\":1}")));
    assertEquals("allowed", room.check(invite, create, alice, room.levels("{}")));
    assertEquals("allowed", room.check(invite, create, alice));
  }

  @Test
  void leaves() {
    Written room = new Written(6);
    String create = room.create();
    String bob = room.joined(BOB);
    String leave = room.member(BOB, BOB, "leave");
    assertEquals("LEAVE_NOT_A_MEMBER 4.4.1", room.check(leave, create));
    assertEquals("LEAVE_NOT_A_MEMBER 4.4.1", room.check(leave, create, leave));
    assertEquals("allowed", room.check(leave, create, bob));
    assertEquals("allowed", room.check(leave, create, room.member(ALICE, BOB, "invite")));
    String kick = room.member(ALICE, BOB, "leave");
    String alice = room.joined(ALICE);
    assertEquals("LEAVE_SENDER_NOT_JOINED 4.4.2", room.check(kick, create, bob));
    assertEquals("allowed", room.check(kick, create, alice, bob));
    String ban = room.member(ALICE, BOB, "ban");
    String kickOnly = room.levels("{\"ban\":60,\"users\":{\"" + ALICE + "\":50}}");
    assertEquals("LEAVE_BAN_LEVEL 4.4.3", room.check(kick, create, alice, ban, kickOnly));
    assertEquals("allowed", room.check(kick, create, alice, bob, kickOnly));
    String equal = room.levels("{\"users\":{\"" + ALICE + "\":50,\"" + BOB + "\":50}}");
    assertEquals("LEAVE_KICK_LEVEL 4.4.5", room.check(kick, create, alice, bob, equal));
    assertEquals("LEAVE_KICK_LEVEL 4.4.5", room.check(kick, create, alice, bob, room.levels("{}")));
  }

  @Test
  void bans() {
    Written room = new Written(12);
    room.create();
    String alice = room.joined(ALICE);
    String ban = room.member(ALICE, BOB, "ban");
    assertEquals("BAN_SENDER_NOT_JOINED 5.6.1", room.check(ban));
    assertEquals("allowed", room.check(ban, alice, room.levels("{\"ban\":9007199254740991}")));
    String byBob = room.member(BOB, CAROL, "ban");
    String bob = room.joined(BOB);
    assertEquals("BAN_LEVEL 5.6.3", room.check(byBob, bob, room.levels("{}")));
    String high = room.levels("{\"users\":{\"" + BOB + "\":9007199254740991}}");
    assertEquals("allowed", room.check(byBob, bob, high));
    assertEquals("BAN_LEVEL 5.6.3", room.check(room.member(BOB, ALICE, "ban"), bob, high));
    assertEquals("BAN_LEVEL 5.6.3", room.check(room.member(BOB, BOB, "ban"), bob, high));
  }

  @Test
  void knocks() {
    Written room = new Written(7);
    String create = room.create();
    String knock = room.member(BOB, BOB, "knock");
    String rules = room.joinRules("knock");
    assertEquals("KNOCK_JOIN_RULE 4.6.1", room.check(knock, create));
    assertEquals(
        "KNOCK_JOIN_RULE 4.6.1", room.check(knock, create, room.joinRules("knock_restricted")));
    assertEquals(
        "KNOCK_SENDER_NOT_TARGET 4.6.2",
        room.check(room.member(ALICE, BOB, "knock"), create, rules));
    assertEquals("KNOCK_NOT_ALLOWED 4.6.4", room.check(knock, create, rules, room.joined(BOB)));
    assertEquals("allowed", room.check(knock, create, rules));
    assertEquals("allowed", room.check(knock, create, rules, knock));
    assertEquals("allowed", room.check(room.member(BOB, BOB, "leave"), create, knock));
    Written before = new Written(6);
    assertEquals(
        "MEMBERSHIP_UNKNOWN 4.6",
        before.check(before.member(BOB, BOB, "knock"), before.create(), before.joinRules("knock")));
    Written ten = new Written(10);
    assertEquals(
        "allowed",
        ten.check(ten.member(BOB, BOB, "knock"), ten.create(), ten.joinRules("knock_restricted")));
  }

  @Test
  void whatIsNoMembership() {
    Written room = new Written(3);
    String create = room.create();
    String bob = room.joined(BOB);
    String message = message(room, BOB);
    assertEquals("SENDER_NOT_JOINED 6", room.check(message, create));
    assertEquals("allowed", room.check(message, create, bob));
    String invite = room.event("$3pi", "m.room.third_party_invite", BOB, "{}").key("t").add();
    assertEquals(
        "THIRD_PARTY_INVITE_LEVEL 7.1",
        room.check(invite, create, bob, room.levels("{\"invite\":1}")));
    assertEquals("allowed", room.check(invite, create, bob, room.levels("{\"state_default\":99}")));
    String topic = room.event("$topic", "m.room.topic", BOB, "{}").key("").add();
    assertEquals("REQUIRED_POWER_LEVEL 8", room.check(topic, create, bob));
    assertEquals("REQUIRED_POWER_LEVEL 8", room.check(topic, create, bob, room.levels("{}")));
    assertEquals(
        "allowed",
        room.check(topic, create, bob, room.levels("{\"events\":{\"m.room.topic\":0}}")));
    assertEquals(
        "REQUIRED_POWER_LEVEL 8",
        room.check(message, create, bob, room.levels("{\"events_default\":1}")));
    String own = room.event("$own", "x", BOB, "{}").key(BOB).add();
    String others = room.event("$others", "x", BOB, "{}").key(CAROL).add();
    String free = room.levels("{\"state_default\":0}");
    assertEquals("allowed", room.check(own, create, bob, free));
    assertEquals("STATE_KEY_OF_OTHER_USER 9", room.check(others, create, bob, free));
  }

  @Test
  void redactionsUntil2() {
    Written room = new Written(1);
    String create = room.create();
    String bob = room.joined(BOB);
    String other =
        room.event("$1:b.org", "m.room.redaction", BOB, "{}").with("redacts", "\"$x:a.org\"").add();
    String same =
        room.event("$2:b.org", "m.room.redaction", BOB, "{}").with("redacts", "\"$x:b.org\"").add();
    String none = room.event("$3:b.org", "m.room.redaction", BOB, "{}").add();
    assertEquals("REDACTION_NOT_ALLOWED 11.3", room.check(other, create, bob));
    assertEquals("REDACTION_NOT_ALLOWED 11.3", room.check(none, create, bob));
    assertEquals("allowed", room.check(same, create, bob));
    assertEquals("allowed", room.check(other, create, bob, room.levels("{\"redact\":0}")));
    assertEquals(
        "REDACTION_NOT_ALLOWED 11.3",
        room.check(other, create, bob, room.levels("{\"redact\":\"x\"}")));
    Written three = new Written(3);
    String redaction = three.event("$1", "m.room.redaction", BOB, "{}").add();
    assertEquals("allowed", three.check(redaction, three.create(), three.joined(BOB)));
  }

  /** The sender has the level by default, and the level itself cannot be read. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "null", "\"1_000\"", "\"\"", "\"1.0\"", "{}", "\"١٢\""})
  void whatIsNoLevelRejectsWhereItIsRead(String level) {
    Written room = new Written(9);
    String create = room.create();
    String levels =
        room.levels("{\"events\":{\"m.room.message\":" + level + "},\"ban\":" + level + "}");
    String bob = room.joined(BOB);
    String message = message(room, BOB);
    assertEquals("REQUIRED_POWER_LEVEL 7", room.check(message, create, bob, levels));
    String other = room.event("$other", "other", BOB, "{}").add();
    assertEquals("allowed", room.check(other, create, bob, levels));
  }

  @ParameterizedTest
  @CsvSource({
    "5, \"50\"",
    "9, \" \\t+0050 \"",
    "5, 50.99",
    "1, 5e1",
    "5, \"-0\"",
    "12, 50",
    "10, -7"
  })
  void levelsAreReadByVersion(int version, String level) {
    Written room = new Written(version);
    String create = room.create();
    String levels = room.levels("{\"events_default\":" + level + ",\"users_default\":50}");
    assertEquals("allowed", room.check(message(room, BOB), create, room.joined(BOB), levels));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 12})
  void creatorsStandAboveAllLevelsIn12(int version) {
    Written room = new Written(version);
    String create = room.create();
    String levels = room.levels("{\"events_default\":10}");
    String expected = version == 12 ? "allowed" : "REQUIRED_POWER_LEVEL 7";
    assertEquals(expected, room.check(message(room, ALICE), create, room.joined(ALICE), levels));
  }
}
