package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final VerifyKey KEY = Subjects.SPEC_KEY.verifyKey();

  @Test
  void keyOfTheMapIsKnownAndEveryOtherUnknown() {
    KeyRing ring = KeyRing.of(Map.of("domain", Map.of("ed25519:1", KEY)));
    assertEquals(new KeyLookup.Known(KEY), ring.lookup("domain", "ed25519:1"));
    assertEquals(new KeyLookup.Unknown(), ring.lookup("domain", "ed25519:2"));
    assertEquals(new KeyLookup.Unknown(), ring.lookup("domain", ""));
    assertEquals(new KeyLookup.Unknown(), ring.lookup("Domain", "ed25519:1"));
    assertEquals(new KeyLookup.Unknown(), KeyRing.of(Map.of()).lookup("domain", "ed25519:1"));
  }

  @Test
  void changingTheMapsDoesNotChangeTheRing() {
    Map<String, VerifyKey> ofDomain = new HashMap<>(Map.of("ed25519:1", KEY));
    Map<String, Map<String, VerifyKey>> all = new HashMap<>(Map.of("domain", ofDomain));
    KeyRing ring = KeyRing.of(all);
    ofDomain.clear();
    all.clear();
    assertEquals(new KeyLookup.Known(KEY), ring.lookup("domain", "ed25519:1"));
  }

  @Test
  void everyCaseOfALookupIsFolded() {
    assertEquals("known", fold(new KeyLookup.Known(KEY)));
    assertEquals("unknown", fold(new KeyLookup.Unknown()));
    assertEquals("not fetched", fold(new KeyLookup.NotFetched()));
  }

  private static String fold(KeyLookup lookup) {
    return lookup.fold(key -> "known", () -> "unknown", () -> "not fetched");
  }
}
