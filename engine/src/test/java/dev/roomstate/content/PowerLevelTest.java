package dev.roomstate.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.roomstate.TestServer;
import dev.roomstate.json.JsonFloat;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a power level in which version, and how levels compare. */
class PowerLevelTest {
  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  private static int number(RoomVersion version) {
    return Integer.parseInt(version.id());
  }

  /** The level that this JSON is, as the `ban` of an event. */
  private static PowerLevel read(String json, RoomVersionRules rules) {
    return levels("{\"ban\":" + json + "}", rules).level(NamedLevel.BAN);
  }

  private static PowerLevelsContent levels(String content, RoomVersionRules rules) {
    return (PowerLevelsContent)
        EventContent.of("m.room.power_levels", TestServer.json(content), rules);
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void integerOfAnySizeIsALevelInEveryVersion(RoomVersion version) {
    for (String integer :
        List.of(
            "0",
            "50",
            "-1",
            "9007199254740991",
            "-9007199254740991",
            "9223372036854775807",
            "9223372036854775808",
            "-99999999999999999999999999")) {
      PowerLevel level = read(integer, version.rules());
      assertEquals(PowerLevel.of(new BigInteger(integer)), level);
      assertEquals(integer, level.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'50', 50",
    "'+50', 50",
    "'-50', -50",
    "'  50  ', 50",
    "'007', 7",
    "'-0', 0",
    "'+000', 0",
    "'000000000000000000000000000050', 50",
    "'9223372036854775808', 9223372036854775808",
    "'-99999999999999999999', -99999999999999999999",
    "'-00000000000000000000000001', -1"
  })
  void stringIsALevelUpToVersionNine(String text, BigInteger value) {
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      PowerLevel level = read("\"" + text + "\"", version.rules());
      PowerLevel expected = number(version) <= 9 ? PowerLevel.of(value) : PowerLevel.UNREADABLE;
      assertEquals(expected, level, "version " + version);
    }
  }

  @Test
  void whitespaceOfAsciiMayStandAroundAString() {
    RoomVersionRules rules = RoomVersionRules.V1;
    assertEquals(PowerLevel.of(5), read("\"\\t\\n\\u000b\\f\\r 5\\r\\n\"", rules));
    for (String text : List.of("\\u00a05", "5\\u2003", "\\u001c5", "\\u00855", "\\uFEFF5")) {
      assertFalse(read("\"" + text + "\"", rules).isReadable(), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "-",
        "+-1",
        "--1",
        "+ 1",
        "1 0",
        "1_000",
        "1,000",
        "1.0",
        "1e2",
        "0x10",
        "1L",
        "\u0661\u0662",
        "\uff11",
        "five",
        "NaN",
        "1\u0000",
        "null",
        "true",
        "[]"
      })
  void otherStringIsNoLevelInAnyVersion(String text) {
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      JsonObject content = JsonObject.EMPTY.with("ban", JsonString.of(text));
      PowerLevelsContent levels =
          (PowerLevelsContent) EventContent.of("m.room.power_levels", content, version.rules());
      assertEquals(PowerLevel.UNREADABLE, levels.level(NamedLevel.BAN));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1.9, 1",
    "-1.9, -1",
    "-0.9, 0",
    "0.5, 0",
    "1e2, 100",
    "1.5E1, 15",
    "-0.0, 0",
    "1e-400, 0",
    "1e20, 100000000000000000000",
    "9007199254740993.0, 9007199254740992"
  })
  void floatIsCutOffUpToVersionFive(String number, BigInteger value) {
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      PowerLevel expected = number(version) <= 5 ? PowerLevel.of(value) : PowerLevel.UNREADABLE;
      assertEquals(expected, read(number, version.rules()), "version " + version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "null", "[]", "[1]", "{}", "{\"a\":1}"})
  void otherKindIsNoLevelInAnyVersion(String json) {
    for (RoomVersion version : RoomVersions.STANDARD.all()) {
      assertEquals(PowerLevel.UNREADABLE, read(json, version.rules()));
    }
  }

  @Test
  void longestStringIsReadInTime() {
    String digits = "9".repeat(65_000);
    assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          assertTrue(read("\"" + digits + "\"", RoomVersionRules.V1).isReadable());
          assertTrue(read("\"" + "0".repeat(65_000) + "7\"", RoomVersionRules.V1).isReadable());
          assertFalse(read("\"" + " ".repeat(65_000) + "\"", RoomVersionRules.V1).isReadable());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, 1",
    "-1.9, -1",
    "5e-324, 0",
    "-1e-300, 0",
    "9007199254740993.0, 9007199254740992",
    "9223372036854774784.0, 9223372036854774784",
    "9223372036854775808.0, 9223372036854775808",
    "-9223372036854775808.0, -9223372036854775808",
    "-9223372036854777856.0, -9223372036854777856",
    "1e22, 10000000000000000000000"
  })
  void floatIsTruncatedInTheFirstVersions(String written, BigInteger level) {
    assertEquals(PowerLevel.of(level), read(written, RoomVersionRules.V5));
  }

  /** Method: what is allocated; the exact decimal of a tiny double takes a thousand bytes. */
  @Test
  void tinyFloatCostsNoExactDecimal() {
    JsonFloat tiny = new JsonFloat(1e-300);
    assertEquals(PowerLevel.of(0), LevelGrammar.read(tiny, RoomVersionRules.V5));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    LevelGrammar.read(tiny, RoomVersionRules.V5);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 500, () -> "bytes allocated: " + bytes);
  }

  @Test
  void levelOfMoreThan40DigitsIsShownShortened() {
    String digits = "1234567890".repeat(4);
    for (String sign : List.of("", "-")) {
      assertEquals(sign + digits, PowerLevel.of(sign + digits).toString());
      assertEquals(
          sign + "12345678901234567890… (41 digits)",
          PowerLevel.of(sign + digits + "1").toString());
    }
  }

  @Test
  void unreadableLevelComparesWithNothing() {
    PowerLevel unreadable = PowerLevel.UNREADABLE;
    for (PowerLevel level : List.of(unreadable, PowerLevel.of(0), PowerLevel.INFINITE)) {
      assertFalse(unreadable.atLeast(level) || level.atLeast(unreadable));
      assertFalse(unreadable.lessThan(level) || level.lessThan(unreadable));
      assertFalse(unreadable.sameAs(level) || level.sameAs(unreadable));
    }
    assertEquals("no level", unreadable.toString());
  }

  @Test
  void infiniteLevelIsAboveEveryOtherAndEqualToItself() {
    PowerLevel infinite = PowerLevel.INFINITE;
    for (PowerLevel finite :
        List.of(PowerLevel.of(Long.MAX_VALUE), PowerLevel.of(BigInteger.TEN.pow(99)))) {
      assertTrue(infinite.atLeast(finite) && !infinite.lessThan(finite));
      assertTrue(finite.lessThan(infinite) && !finite.atLeast(infinite));
      assertFalse(infinite.sameAs(finite) || infinite.equals(finite));
    }
    assertTrue(infinite.atLeast(infinite) && infinite.sameAs(infinite));
    assertFalse(infinite.lessThan(infinite));
    assertEquals("infinite", infinite.toString());
  }

  @Test
  void levelsCompareExactlyAroundTheEdgesOfALong() {
    List<BigInteger> values =
        List.of(
            BigInteger.TEN.pow(40).negate().subtract(BigInteger.ONE),
            BigInteger.TEN.pow(40).negate(),
            BigInteger.TWO.pow(64).negate(),
            BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
            BigInteger.valueOf(Long.MIN_VALUE),
            BigInteger.valueOf(-1),
            BigInteger.ZERO,
            BigInteger.valueOf(128),
            BigInteger.valueOf(129),
            BigInteger.valueOf(Long.MAX_VALUE),
            BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
            BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.TWO),
            BigInteger.TWO.pow(64),
            BigInteger.TEN.pow(40),
            BigInteger.TEN.pow(40).add(BigInteger.TEN),
            BigInteger.TWO.multiply(BigInteger.TEN.pow(40)));
    for (BigInteger a : values) {
      for (BigInteger b : values) {
        PowerLevel left = PowerLevel.of(a);
        PowerLevel right = PowerLevel.of(b);
        assertEquals(a.compareTo(b), left.compare(right));
        assertEquals(a.compareTo(b) >= 0, left.atLeast(right));
        assertEquals(a.compareTo(b) < 0, left.lessThan(right));
        assertEquals(a.equals(b), left.equals(right));
        assertEquals(a.equals(b), left.sameAs(right));
      }
      for (PowerLevel same : List.of(PowerLevel.of(a.toString()), PowerLevel.of(padded(a)))) {
        assertEquals(PowerLevel.of(a), same);
        assertEquals(PowerLevel.of(a).hashCode(), same.hashCode());
        assertEquals(PowerLevel.of(a).toString(), same.toString());
      }
    }
  }

  private static String padded(BigInteger value) {
    return (value.signum() < 0 ? "-" : "+") + "0".repeat(30) + value.abs();
  }

  @Test
  void presenceIsToldApartFromTheDefault() {
    PowerLevelsContent empty = levels("{}", RoomVersionRules.V11);
    String names = "users_default events_default state_default ban redact kick invite";
    String defaults = "0 0 50 50 50 50 0";
    for (int i = 0; i < NamedLevel.values().length; i++) {
      NamedLevel level = NamedLevel.values()[i];
      assertEquals(names.split(" ", -1)[i], level.property());
      assertTrue(empty.written(level).isEmpty());
      assertEquals(defaults.split(" ", -1)[i], empty.level(level).toString());
      String written = "{\"" + level.property() + "\":" + empty.level(level) + "}";
      PowerLevelsContent same = levels(written, RoomVersionRules.V11);
      assertEquals(empty.level(level), same.written(level).get());
      PowerLevelsContent broken =
          levels("{\"" + level.property() + "\":null}", RoomVersionRules.V11);
      assertEquals(PowerLevel.UNREADABLE, broken.level(level));
      assertFalse(broken.namedLevelsAreReadable());
    }
  }

  @Test
  void levelOfAUserAndOfATypeIsTheEntryElseTheDefault() {
    PowerLevelsContent levels =
        levels(
            "{\"users\":{\"@a:b\":7},\"users_default\":1,\"events\":{\"t\":3},"
                + "\"events_default\":4,\"state_default\":5}",
            RoomVersionRules.V11);
    assertEquals(PowerLevel.of(7), levels.ofUser("@a:b"));
    assertEquals(PowerLevel.of(1), levels.ofUser("@A:b"));
    assertEquals(PowerLevel.of(3), levels.required("t", true));
    assertEquals(PowerLevel.of(3), levels.required("t", false));
    assertEquals(PowerLevel.of(5), levels.required("u", true));
    assertEquals(PowerLevel.of(4), levels.required("u", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"x\"", "true"})
  void tableThatIsNoObjectCannotBeRead(String json) {
    PowerLevelsContent levels =
        levels(
            "{\"users\":" + json + ",\"events\":" + json + ",\"notifications\":" + json + "}",
            RoomVersionRules.V1);
    assertEquals(PowerLevel.UNREADABLE, levels.ofUser("@a:b"));
    assertEquals(PowerLevel.UNREADABLE, levels.required("t", true));
    assertFalse(levels.usersAreValid() || levels.mapsAreReadable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "@a", "@a:", "@a:b_c", "a:b", "@a:b ", "*"})
  void keyOfUsersMustBeAUserId(String key) {
    assertTrue(levels("{\"users\":{\"@ A:b\":1}}", RoomVersionRules.V1).usersAreValid());
    assertTrue(levels("{}", RoomVersionRules.V1).usersAreValid());
    String users = "{\"users\":{\"@a:b\":1,\"" + key + "\":1}}";
    assertFalse(levels(users, RoomVersionRules.V1).usersAreValid());
    assertFalse(levels("{\"users\":{\"@a:b\":null}}", RoomVersionRules.V1).usersAreValid());
  }
}
