package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.PublicKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecodedKeysTest {
  /** A key that is known by its text only. */
  private record NamedKey(String name) implements PublicKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return name;
    }

    @Override
    public String getFormat() {
      return name;
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  @Test
  void cacheNeverHoldsMoreThanItsSlots() {
    DecodedKeys keys = new DecodedKeys();
    Random random = new Random(1);
    for (int i = 0; i < 20 * DecodedKeys.SLOTS_MAX; i++) {
      byte[] raw = new byte[32];
      random.nextBytes(raw);
      keys.put(raw, new NamedKey("" + i));
      assertEquals("" + i, keys.get(raw).get().getAlgorithm());
    }
    assertEquals(DecodedKeys.SLOTS_MAX, keys.size());
  }

  @Test
  void keysThatShareASlotAreNeverTakenForEachOther() {
    DecodedKeys keys = new DecodedKeys();
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    second[31] = 1;
    PublicKey firstKey = new NamedKey("first");
    keys.put(first, firstKey);
    assertSame(firstKey, keys.get(first).get());
    assertTrue(keys.get(second).isEmpty());
    keys.put(second, new NamedKey("second"));
    assertTrue(keys.get(first).isEmpty());
    assertEquals(1, keys.size());
  }

  @Test
  void changingTheBytesAfterwardsDoesNotChangeWhoseKeyItIs() {
    DecodedKeys keys = new DecodedKeys();
    byte[] raw = new byte[32];
    keys.put(raw, new NamedKey("zero"));
    raw[31] = 1;
    assertTrue(keys.get(raw).isEmpty());
    assertTrue(keys.get(new byte[32]).isDefined());
  }
}
