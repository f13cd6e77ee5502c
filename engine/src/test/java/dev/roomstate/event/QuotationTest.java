package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Sentences quote what can be an identifier in full, and the beginning of what cannot. */
class QuotationTest {
  @Test
  void identifierOfAnyLengthIsQuotedInFull() {
    String longest = "x".repeat(255);
    assertEquals("`" + longest + "`", Quotation.of(longest));
    assertEquals("``", Quotation.of(""));
  }

  @Test
  void longerTextIsQuotedByItsFirst100Characters() {
    assertEquals("`" + "x".repeat(100) + "… (256 characters)`", Quotation.of("x".repeat(256)));
    String face = "\uD83D\uDE00";
    assertEquals(
        "`" + face.repeat(100) + "… (60000 characters)`", Quotation.of(face.repeat(60_000)));
  }

  @Test
  void keyIdOfAWrongSignatureIsShortened() {
    EventDefect defect = new EventDefect.BadSignature("a.org", "ed25519:" + "k".repeat(60_000));
    assertEquals(
        "the signature of `a.org` by `ed25519:" + "k".repeat(92) + "… (60008 characters)` is wrong",
        defect.sentence());
  }
}
