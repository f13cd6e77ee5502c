package dev.roomstate.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Option;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpaddedBase64Test {
  @ParameterizedTest
  @CsvSource({
    "'',''",
    "f,Zg",
    "fo,Zm8",
    "foo,Zm9v",
    "foob,Zm9vYg",
    "fooba,Zm9vYmE",
    "foobar,Zm9vYmFy"
  })
  void tableOfTheSpecification(String bytes, String text) {
    assertEquals(text, UnpaddedBase64.encode(bytes.getBytes(UTF_8)));
    assertDecodes(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({"f,Zg==", "f,Zg=", "fo,Zm8=", "foob,Zm9vYg==", "fooba,Zm9vYmE="})
  void paddingMayBeThereInWholeOrInPart(String bytes, String text) {
    assertDecodes(bytes, text);
  }

  @ParameterizedTest
  @CsvSource({"f,Zh", "f,Zv==", "fo,Zm9", "fo,Zm+="})
  void spareBitsNeedNotBeZero(String bytes, String text) {
    assertDecodes(bytes, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Z",
        "Z===",
        "Zm9vY",
        "=",
        "====",
        "Zg===",
        "Zm8==",
        "Zm9v=",
        "Zg==Zg==",
        "Z=g",
        "=Zg",
        "Zm\n9v",
        "Zm9v\n",
        "Zm9v\r\n",
        " Zm9v",
        "Zm 9v",
        "Zm9v\0",
        "Zm9.",
        "Zm9\u00e9",
        "Zm9\uff21",
        "\ud83d\ude00Zg",
        "Zm9v,",
        "Zm9%"
      })
  void whatIsNoBase64IsNone(String text) {
    assertTrue(UnpaddedBase64.decode(text).isEmpty());
    assertTrue(UnpaddedBase64.decodeAnyAlphabet(text).isEmpty());
  }

  @Test
  void urlSafeAlphabetIsReadOnlyWhereItIsAskedFor() {
    byte[] bytes = {(byte) 0xfb, (byte) 0xff, (byte) 0xbf};
    assertEquals("+/+/", UnpaddedBase64.encode(bytes));
    assertEquals("-_-_", UnpaddedBase64.encodeUrlSafe(bytes));
    assertTrue(UnpaddedBase64.decode("-_-_").isEmpty());
    for (String text : new String[] {"+/+/", "-_-_", "+_-/"}) {
      assertArrayEquals(bytes, UnpaddedBase64.decodeAnyAlphabet(text).get());
    }
  }

  @Property
  void whatIsEncodedIsDecoded(@ForAll byte[] bytes) {
    assertArrayEquals(bytes, UnpaddedBase64.decode(UnpaddedBase64.encode(bytes)).get());
    assertArrayEquals(
        bytes, UnpaddedBase64.decodeAnyAlphabet(UnpaddedBase64.encodeUrlSafe(bytes)).get());
    assertArrayEquals(
        bytes, UnpaddedBase64.decode(Base64.getEncoder().encodeToString(bytes)).get());
  }

  @Property
  void anyTextIsDecodedAsByTheJdkOrIsNone(
      @ForAll
          @StringLength(max = 12)
          @CharRange(from = 'a', to = 'z')
          @Chars({'+', '/', '-', '_', '=', '\n', '\u0130'})
          String text) {
    Option<byte[]> decoded = UnpaddedBase64.decode(text);
    Option<byte[]> byTheJdk = decodedByTheJdk(text);
    assertEquals(byTheJdk.isDefined(), decoded.isDefined());
    decoded.forEach(bytes -> assertArrayEquals(byTheJdk.get(), bytes));
  }

  /** The JDK wants padding in whole or not at all, so what is partly there is taken away. */
  private static Option<byte[]> decodedByTheJdk(String text) {
    String unpadded = text.replaceFirst("={1,2}$", "");
    boolean tooMuch = text.length() > (unpadded.length() + 3) / 4 * 4;
    try {
      return tooMuch ? Option.none() : Option.some(Base64.getDecoder().decode(unpadded));
    } catch (IllegalArgumentException e) {
      return Option.none();
    }
  }

  private static void assertDecodes(String bytes, String text) {
    assertArrayEquals(bytes.getBytes(UTF_8), UnpaddedBase64.decode(text).get());
    assertArrayEquals(bytes.getBytes(UTF_8), UnpaddedBase64.decodeAnyAlphabet(text).get());
  }
}
