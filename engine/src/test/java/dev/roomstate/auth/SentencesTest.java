package dev.roomstate.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the content of an event says at any length is quoted at none but a short one. */
class SentencesTest {
  private static final int LONG = 60_000;
  private static final int LONGEST_SENTENCE = 1_000;
  private static final String ALICE = "@alice:a.org";
  private static final RoomVersionRules RULES = RoomVersionRules.V9;

  private static Pdu pdu(String type, String stateKey, String content) {
    String pdu =
        "{\"type\":\"%s\",\"state_key\":\"%s\",\"sender\":\"%s\",\"content\":%s,"
                .formatted(type, stateKey, ALICE, content)
            + "\"room_id\":\"!r:a.org\",\"origin_server_ts\":1,\"depth\":1,"
            + "\"auth_events\":[],\"prev_events\":[]}";
    return EventFormat.parse(
            pdu.getBytes(StandardCharsets.UTF_8), RULES, Option.some(new EventId("$x")))
        .get();
  }

  /** What the rules say of an event by a member, where the power levels have this content. */
  private static Verdict judged(Pdu event, String powerLevels) {
    Map<AuthSlot, Pdu> state =
        Map.of(
            AuthSlot.CREATE, pdu("m.room.create", "", "{\"creator\":\"@alice:a.org\"}"),
            AuthSlot.POWER_LEVELS, pdu("m.room.power_levels", "", powerLevels),
            AuthSlot.SENDER, pdu("m.room.member", ALICE, "{\"membership\":\"join\"}"));
    return new AuthRules(RULES, Ed25519.best())
        .check(
            new Subject(event.facts(), Option.none(), false),
            AuthState.of(slot -> Option.of(state.get(slot)).map(Pdu::facts)));
  }

  private static void assertShort(AuthRule rule, Verdict verdict) {
    assertEquals(rule, verdict.rule());
    int length = verdict.reason().length();
    assertTrue(length < LONGEST_SENTENCE, () -> rule + ": " + length + " characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-"})
  void levelOfManyDigitsIsShortened(String sign) {
    String level = sign + "9".repeat(LONG);
    String levels =
        sign.isEmpty()
            ? "{\"state_default\":\"" + level + "\"}"
            : "{\"users_default\":\"" + level + "\"}";
    Verdict verdict = judged(pdu("t", "", "{}"), levels);
    assertShort(AuthRule.REQUIRED_POWER_LEVEL, verdict);
    String shown = sign + "9".repeat(20) + "… (60000 digits)";
    assertTrue(verdict.reason().contains(shown), verdict.reason());
  }

  @Test
  void nameOfALevelIsShortened() {
    String name = "n".repeat(LONG);
    Pdu event = pdu("m.room.power_levels", "", "{\"users\":{\"@alice:a.org\":100}}");
    String levels = "{\"users\":{\"@alice:a.org\":100},\"events\":{\"" + name + "\":101}}";
    assertShort(AuthRule.POWER_LEVELS_MAP_CURRENT, judged(event, levels));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "[\"%s\"]", "{\"%s\":1}"})
  void authorisingUserIsShortened(String form) {
    String user = form.formatted("u".repeat(LONG));
    String content = "{\"membership\":\"join\",\"join_authorised_via_users_server\":" + user + "}";
    Verdict verdict = judged(pdu("m.room.member", ALICE, content), "{}");
    assertShort(AuthRule.MEMBER_AUTHORISING_SERVER_SIGNATURE, verdict);
  }

  private static Verdict created(String roomVersion) {
    String content = "{\"creator\":\"@alice:a.org\",\"room_version\":" + roomVersion + "}";
    return CreateRules.check(
        pdu("m.room.create", "", content), RULES, RoomVersions.STANDARD, Option.none());
  }

  @Test
  void roomVersionIsShortened() {
    Verdict verdict = created("\"" + "\uD83D\uDE00".repeat(LONG / 4) + "\"");
    assertShort(AuthRule.CREATE_UNKNOWN_ROOM_VERSION, verdict);
    assertTrue(verdict.reason().contains("\uD83D\uDE00… (15000 characters)"), verdict.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "[1,\"x\"]", "{\"a\":1}", "12"})
  void roomVersionThatIsNoStringIsQuotedAsItWasWritten(String written) {
    assertTrue(created(written).reason().contains("`" + written + "`"), created(written).reason());
  }
}
