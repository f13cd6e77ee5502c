package dev.roomstate.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of identifiers (appendices, "Identifier Grammar"). */
class IdGrammarTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix.org",
        "matrix.org:8888",
        "1.2.3.4",
        "1.2.3.4:1234",
        "[1234:5678::abcd]",
        "[1234:5678::abcd]:5678",
        "[::1]",
        "[::]",
        "[::ffff:1.2.3.4]:1",
        "[ABCD::EF]",
        "localhost",
        "a",
        "-",
        ".",
        "a..b",
        "MATRIX.Org",
        "xn--bcher-kva.example",
        "a:0",
        "a:00000",
        "a:99999",
        "300.1.1.1",
        "a-:1"
      })
  void serverNameIsAServerName(String name) {
    assertTrue(IdGrammar.isServerName(name));
    assertEquals(name, ServerName.parse(name).get().value());
    assertEquals(name, new UserId("@a:" + name).server().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":80",
        "a:",
        "a:123456",
        "a:1:2",
        "a:b",
        "a: 1",
        "a:-1",
        "a:+1",
        "a b",
        "a_b",
        "a*",
        "*",
        "a/b",
        "a@b",
        "[",
        "[]",
        "[:]x",
        "[::1",
        "::1",
        "[::1]:",
        "[::1]:123456",
        "[::1]8448",
        "[::g]",
        "[1.2.3.4_]",
        "[::1]]",
        "[fe80::1%eth0]",
        "b\u00fccher.example",
        "a\u0000",
        " a",
        "a ",
        "\u0661.org",
        "a:\u0661",
        "[1234:5678:1234:5678:1234:5678:123.123.123.1234]"
      })
  void whatIsNoServerNameIsNone(String name) {
    assertFalse(IdGrammar.isServerName(name));
    assertTrue(ServerName.parse(name).isEmpty());
    assertFalse(IdGrammar.isUserId("@a:" + name));
    assertFalse(IdGrammar.isServerChosenEventId("$a:" + name));
    assertThrows(IllegalArgumentException.class, () -> new ServerName(name));
  }

  @Test
  void partsOfAServerNameHaveTheirLengths() {
    assertTrue(IdGrammar.isServerName("a".repeat(255)));
    assertTrue(IdGrammar.isServerName("a".repeat(255) + ":65535"));
    assertFalse(IdGrammar.isServerName("a".repeat(256)));
    assertTrue(IdGrammar.isServerName("[" + "1".repeat(45) + "]"));
    assertFalse(IdGrammar.isServerName("[" + "1".repeat(46) + "]"));
    assertFalse(IdGrammar.isServerName("[1]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@alice:matrix.org",
        "@:matrix.org",
        "@A B/C:matrix.org",
        "@a@b:matrix.org",
        "@@:a",
        "@\u0001:a",
        "@\u007f:a",
        "@\u00e9:a",
        "@\uD83D\uDE00:a",
        "@a:host:8448",
        "@a:[::1]:8448",
        "@a=b_c.d-e/f+g:a",
        "@ :a",
        "@\n:a"
      })
  void historicalUserIdIsAUserId(String id) {
    assertTrue(IdGrammar.isUserId(id));
    assertEquals(id, UserId.parse(id).get().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "@a",
        "alice:matrix.org",
        "#alice:matrix.org",
        "@a:",
        "@a:b:c",
        "@a\u0000b:c",
        "@\u0000:c",
        "@a:b c",
        "@a:b_c",
        "@x:*",
        " @a:b",
        "@a:b ",
        "@a:b\u0000",
        "@[::1]",
        "@a:b:"
      })
  void whatIsNoUserIdIsNone(String id) {
    assertFalse(IdGrammar.isUserId(id));
    assertTrue(UserId.parse(id).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> new UserId(id));
  }

  @Test
  void idHas255BytesAtMostNotCharacters() {
    assertTrue(IdGrammar.isUserId("@" + "a".repeat(252) + ":b"));
    assertFalse(IdGrammar.isUserId("@" + "a".repeat(253) + ":b"));
    assertTrue(IdGrammar.isUserId("@" + "\u00e9".repeat(126) + ":b"));
    assertFalse(IdGrammar.isUserId("@a" + "\u00e9".repeat(126) + ":b"));
    assertTrue(IdGrammar.isUserId("@" + "\uD83D\uDE00".repeat(63) + ":b"));
    assertFalse(IdGrammar.isUserId("@" + "\uD83D\uDE00".repeat(63) + "a:b"));
    assertEquals(
        255,
        new EventId("$" + "\u65e5".repeat(84) + "aa")
            .value()
            .getBytes(StandardCharsets.UTF_8)
            .length);
    assertThrows(IllegalArgumentException.class, () -> new EventId("$" + "\u65e5".repeat(85)));
    assertTrue(RoomId.isRoomId("!" + "a".repeat(254)));
    assertFalse(RoomId.isRoomId("!" + "a".repeat(255)));
    assertThrows(IllegalArgumentException.class, () -> new RoomId("!" + "a".repeat(255)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$a:b", "$:b", "$a b\u00e9:b.org:1", "$$:b", "$a:[::1]"})
  void eventIdThatAServerChoseHasADomain(String id) {
    assertTrue(IdGrammar.isServerChosenEventId(id));
    assertTrue(IdGrammar.isServerName(new EventId(id).domain()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$", "$a", "a:b", "!a:b", "$a:", "$a:b_c"})
  void whatNoServerChoseIsNone(String id) {
    assertFalse(IdGrammar.isServerChosenEventId(id));
  }

  @Test
  void domainFollowsTheFirstColon() {
    assertEquals("host:8448", new EventId("$a:host:8448").domain());
    assertEquals("", new EventId("$abc").domain());
    assertEquals("host:8448", new RoomId("!a:host:8448").domain());
    assertEquals("", new RoomId("!abc").domain());
    assertEquals(new ServerName("[::1]:1"), new UserId("@a:[::1]:1").server());
  }

  @Test
  void roomIdOfVersionTwelveIsTheCreateEventsIdUnderAnotherSigil() {
    EventId create = new EventId("$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM");
    RoomId room = RoomId.ofCreateEvent(create);
    assertEquals("!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM", room.value());
    assertEquals(create, room.createEventId());
    assertEquals(new RoomId("!"), RoomId.ofCreateEvent(new EventId("")));
  }

  @Test
  void roomIdIsOpaque() {
    for (String id : List.of("!", "!a", "!a:b", "!\u0000", "!a b:c_d", "!\uD83D\uDE00")) {
      assertTrue(RoomId.isRoomId(id));
    }
    for (String id : List.of("", "a", "#a:b", " !a")) {
      assertFalse(RoomId.isRoomId(id));
    }
  }

  @Test
  void idsAreOrderedByCodePoint() {
    List<EventId> ids =
        new ArrayList<>(
            List.of(
                new EventId("$\uD83D\uDE00"),
                new EventId("$\uFB33"),
                new EventId("$a"),
                new EventId("$"),
                new EventId("$B"),
                new EventId("$_"),
                new EventId("$-"),
                new EventId("$aa"),
                new EventId("$\uE000")));
    ids.sort(null);
    assertEquals("[$, $-, $B, $_, $a, $aa, $\uE000, $\uFB33, $\uD83D\uDE00]", ids.toString());
    assertTrue(new UserId("@\uD83D\uDE00:a").compareTo(new UserId("@\uFB33:a")) > 0);
    assertTrue(new ServerName("B").compareTo(new ServerName("a")) < 0);
  }

  @Property(tries = 1_000)
  void orderIsThatOfTheUtf8Bytes(@ForAll String left, @ForAll String right) {
    byte[] a = left.getBytes(StandardCharsets.UTF_8);
    byte[] b = right.getBytes(StandardCharsets.UTF_8);
    if (new String(a, StandardCharsets.UTF_8).equals(left)
        && new String(b, StandardCharsets.UTF_8).equals(right)) {
      assertEquals(
          Integer.signum(Arrays.compareUnsigned(a, b)),
          Integer.signum(CodePointOrder.INSTANCE.compare(left, right)));
      assertEquals(a.length, IdGrammar.utf8Length(left));
    }
  }

  @Property(tries = 1_000)
  void anyTextIsAnswered(@ForAll String text) {
    boolean fits = IdGrammar.utf8Length(text) <= IdGrammar.BYTES_MAX;
    assertEquals(fits, IdGrammar.fits(text));
    assertEquals(IdGrammar.isUserId(text), UserId.parse(text).isDefined());
    assertEquals(IdGrammar.isServerName(text), ServerName.parse(text).isDefined());
    IdGrammar.isServerChosenEventId(text);
  }
}
