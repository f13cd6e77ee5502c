package dev.roomstate.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.version.RoomVersionRules;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views of content that rules read, whatever shape it has. */
class ContentViewsTest {
  private static final List<String> HOSTILE =
      List.of("null", "true", "0", "-1.5", "\"\"", "\"x\"", "[]", "[[]]", "{}", "{\"a\":{}}");

  private static EventContent view(String type, String content) {
    return EventContent.of(type, TestServer.json(content), RoomVersionRules.V11);
  }

  private static CreateContent create(String content) {
    return (CreateContent) view("m.room.create", content);
  }

  private static MemberContent member(String content) {
    return (MemberContent) view("m.room.member", content);
  }

  @Test
  void onlyTheLiteralFalseClosesARoom() {
    assertFalse(create("{\"m.federate\":false}").federates());
    assertTrue(create("{}").federates());
    for (String value : HOSTILE) {
      assertTrue(create("{\"m.federate\":" + value + "}").federates(), value);
    }
    assertTrue(create("{\"m.federate\":\"false\"}").federates());
  }

  @Test
  void creatorIsPresentWhateverItIsAndReadIfItIsAString() {
    assertFalse(create("{}").creatorPresent());
    for (String value : HOSTILE) {
      CreateContent content = create("{\"creator\":" + value + "}");
      assertTrue(content.creatorPresent(), value);
      assertEquals(value.startsWith("\""), content.creator().isDefined(), value);
    }
  }

  @Test
  void roomVersionIsKeptAsItIs() {
    assertTrue(create("{}").roomVersion().isEmpty());
    for (String value : HOSTILE) {
      CreateContent content = create("{\"room_version\":" + value + "}");
      assertEquals(TestServer.json("{\"a\":" + value + "}").get("a"), content.roomVersion());
    }
  }

  @Test
  void additionalCreatorsAreAnArrayOfUserIdsOrNotValid() {
    for (String valid : List.of("[]", "[\"@a:b\"]", "[\"@a:b\",\"@ A:c:1\",\"@a:b\"]")) {
      assertTrue(create("{\"additional_creators\":" + valid + "}").additionalCreatorsValid());
    }
    assertTrue(create("{}").additionalCreatorsValid());
    for (String wrong :
        List.of("null", "{}", "\"@a:b\"", "[1]", "[null]", "[\"a\"]", "[\"@a:b\",\"@a\"]")) {
      assertFalse(
          create("{\"additional_creators\":" + wrong + "}").additionalCreatorsValid(), wrong);
    }
    CreateContent mixed = create("{\"additional_creators\":[\"@a:b\",1,\"x\"]}");
    assertEquals("TreeSet(@a:b, x)", mixed.additionalCreators().toString());
  }

  @Test
  void membershipIsOneOfFiveOrUnknownOrAbsent() {
    for (Membership membership : Membership.values()) {
      String written = membership.name().toLowerCase(Locale.ROOT);
      Membership expected = membership == Membership.ABSENT ? Membership.UNKNOWN : membership;
      assertEquals(expected, member("{\"membership\":\"" + written + "\"}").membership());
    }
    assertEquals(Membership.ABSENT, member("{}").membership());
    for (String value : HOSTILE) {
      assertEquals(Membership.UNKNOWN, member("{\"membership\":" + value + "}").membership());
    }
    assertEquals(Membership.UNKNOWN, member("{\"membership\":\"JOIN\"}").membership());
    assertSame(member("{\"membership\":\"join\"}"), member("{\"membership\":\"join\",\"x\":1}"));
  }

  @Test
  void thirdPartyInviteIsThereWhateverItIs() {
    for (String value : HOSTILE) {
      MemberContent content = member("{\"third_party_invite\":" + value + "}");
      assertTrue(content.thirdPartyInvite().isDefined(), value);
      assertTrue(content.thirdPartyInvite().get().signed().isEmpty(), value);
    }
    assertTrue(member("{}").thirdPartyInvite().isEmpty());
  }

  @Test
  void signedPartIsReadFieldByField() {
    for (String value : HOSTILE) {
      MemberContent.ThirdPartyInvite invite =
          member("{\"third_party_invite\":{\"signed\":" + value + "}}").thirdPartyInvite().get();
      assertTrue(invite.signed().isDefined(), value);
      assertEquals(value.startsWith("{"), invite.signedObject().isDefined(), value);
      assertTrue(invite.token().isEmpty() && invite.mxid().isEmpty());
      MemberContent.ThirdPartyInvite named =
          member(
                  "{\"third_party_invite\":{\"signed\":{\"token\":"
                      + value
                      + ",\"mxid\":"
                      + value
                      + "}}}")
              .thirdPartyInvite()
              .get();
      assertEquals(value.startsWith("\""), named.token().isDefined(), value);
      assertEquals(value.startsWith("\""), named.mxid().isDefined(), value);
    }
  }

  @Test
  void authorisingUserIsThereWhateverItIs() {
    assertTrue(member("{}").authorisingUser().isEmpty());
    for (String value : HOSTILE) {
      MemberContent content = member("{\"join_authorised_via_users_server\":" + value + "}");
      assertTrue(content.authorisingUser().isDefined());
      assertEquals(value.startsWith("\""), content.authorisingUserId().isDefined(), value);
    }
  }

  @Test
  void joinRuleThatIsAbsentIsInviteAndOneThatNobodyKnowsLetsNobodyIn() {
    assertEquals(JoinRule.INVITE, joinRule("{}"));
    for (JoinRule rule : JoinRule.values()) {
      String written = rule.name().toLowerCase(Locale.ROOT);
      assertEquals(rule, joinRule("{\"join_rule\":\"" + written + "\"}"));
    }
    assertEquals(JoinRule.OTHER, joinRule("{\"join_rule\":\"private\"}"));
    assertEquals(JoinRule.OTHER, joinRule("{\"join_rule\":\"Public\"}"));
    for (String value : HOSTILE) {
      assertEquals(JoinRule.OTHER, joinRule("{\"join_rule\":" + value + "}"), value);
    }
  }

  private static JoinRule joinRule(String content) {
    return ((JoinRulesContent) view("m.room.join_rules", content)).joinRule();
  }

  @Test
  void keysOfAThirdPartyInviteAreThoseThatAreStrings() {
    assertEquals(List.of(), keys("{}"));
    assertEquals(
        List.of("a", "b", "c"),
        keys(
            "{\"public_key\":\"a\",\"public_keys\":[{\"public_key\":\"b\"},1,null,{},"
                + "{\"public_key\":2},[],{\"public_key\":\"c\",\"key_validity_url\":\"x\"}]}"));
    for (String value : HOSTILE) {
      String content = "{\"public_key\":" + value + ",\"public_keys\":" + value + "}";
      assertEquals(value.startsWith("\"") ? 1 : 0, keys(content).size(), value);
    }
  }

  private static List<String> keys(String content) {
    return ((ThirdPartyInviteContent) view("m.room.third_party_invite", content))
        .publicKeys()
        .toJavaList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.room.message", "", "m.room.Member", "m.room.redaction", "\u0000"})
  void contentOfOtherTypesIsNotLookedAt(String type) {
    assertSame(OtherContent.NOTHING, view(type, "{\"membership\":\"join\"}"));
    assertInstanceOf(MemberContent.class, view("m.room.member", "{}"));
  }
}
