package dev.roomstate.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private static final byte[] ABC = "abc".getBytes(UTF_8);

  @Test
  void publishedVectorsOfFips180() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        HexFormat.of().formatHex(Sha256.digest(ABC)));
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        HexFormat.of().formatHex(Sha256.digest(new byte[0])));
  }

  @Test
  void rangeIsHashedWithoutItsSurroundings() {
    assertArrayEquals(Sha256.digest(ABC), Sha256.digest("xabcy".getBytes(UTF_8), 1, 4));
    assertArrayEquals(Sha256.digest(new byte[0]), Sha256.digest(ABC, 3, 3));
  }

  @Test
  void rangeOutsideOfTheBytesIsTheCallersError() {
    assertThrows(IndexOutOfBoundsException.class, () -> Sha256.digest(ABC, 2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> Sha256.digest(ABC, 0, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> Sha256.digest(ABC, -1, 2));
  }

  @Test
  void partsAreHashedAsIfJoined() {
    assertArrayEquals(
        Sha256.digest(ABC), Sha256.digest(new byte[] {'a'}, new byte[0], new byte[] {'b', 'c'}));
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    byte[] expected = Sha256.digest(ABC);
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(i -> assertArrayEquals(expected, Sha256.digest(ABC)));
  }
}
