package dev.roomstate.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an id is kept, it is its text. */
class EventIdTest {
  private static final String HASH = "$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM";

  /** Ids that are often nearly alike: of hashes, of hashes with a character changed, of others. */
  private static String random(Random random) {
    byte[] hash = new byte[32];
    if (random.nextInt(3) > 0) {
      random.nextBytes(hash);
    } else {
      hash[random.nextInt(32)] = (byte) random.nextInt(256);
    }
    String id = '$' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    return switch (random.nextInt(6)) {
      case 0 -> changed(id, random);
      case 1 -> id.substring(0, random.nextInt(id.length())) + ":host";
      default -> id;
    };
  }

  private static String changed(String id, Random random) {
    StringBuilder changed = new StringBuilder(id);
    String others = "$+/=-_09AZazB~\u00e9\ud7ff";
    changed.setCharAt(random.nextInt(id.length()), others.charAt(random.nextInt(others.length())));
    return changed.toString();
  }

  @Property(tries = 2000)
  void idIsItsText(@ForAll long seed) {
    Random random = new Random(seed);
    String text = random(random);
    EventId id = new EventId(text);
    byte[] utf8 = ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
    EventId same = EventId.ofUtf8(utf8, 1, utf8.length - 1);
    assertEquals(text, id.value());
    assertEquals(text, id.toString());
    assertEquals(id, same);
    assertEquals(id.hashCode(), same.hashCode());
    assertEquals(id.isHash(), same.isHash());
    assertEquals(0, id.compareTo(same));
  }

  @Property(tries = 2000)
  void idsAreEqualAndOrderedAsTheirTexts(@ForAll long seed) {
    Random random = new Random(seed);
    String left = random(random);
    String right = random.nextInt(3) > 0 ? random(random) : changed(left, random);
    EventId first = new EventId(left);
    EventId second = new EventId(right);
    assertEquals(left.equals(right), first.equals(second));
    assertEquals(
        Integer.signum(CodePointOrder.INSTANCE.compare(left, right)),
        Integer.signum(first.compareTo(second)));
    assertEquals(Integer.signum(first.compareTo(second)), -Integer.signum(second.compareTo(first)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLMM",
        "$31hneApxJ/1o+63DmFrpeqnkFfWppnzWso1JvH3ogLM",
        "$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLN",
        "$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogL",
        "$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLMA",
        "$31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogL\u00e9",
        "$a:host"
      })
  void whatIsNoHashInTheUrlSafeAlphabetIsKeptAsText(String text) {
    EventId id = new EventId(text);
    assertFalse(id.isHash());
    assertEquals(text, id.value());
    assertNotEquals(new EventId(HASH), id);
  }

  @ParameterizedTest
  @ValueSource(strings = {HASH, "$" + "-------------------------------------------"})
  void hashIsKeptAsItsBits(String text) {
    EventId id = new EventId(text.replaceAll("-$", "0"));
    assertTrue(id.isHash());
    assertEquals("", id.domain());
  }
}
