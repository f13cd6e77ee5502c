package dev.roomstate.log.entry;

import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link EntryWriter} has written. */
final class EntryReader {
  private static final int CONTINUES = 0x80;
  private static final int BITS = 7;

  private final byte[] in;
  private final int end;
  private int at;

  EntryReader(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.end = to;
  }

  int octet() throws MalformedEntry {
    if (at >= end) {
      throw new MalformedEntry("it ends too early");
    }
    return in[at++] & 0xff;
  }

  /** A number from 0 on. */
  long number() throws MalformedEntry {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int octet = octet();
      value |= (long) (octet & (CONTINUES - 1)) << shift;
      if (octet < CONTINUES) {
        return value;
      }
    }
    throw new MalformedEntry("a number is too long");
  }

  /** A number from 0 to {@code most}. */
  int number(int most, String what) throws MalformedEntry {
    long number = number();
    if (number < 0 || number > most) {
      throw new MalformedEntry(what + " is " + number + ", and at most " + most + " can be");
    }
    return (int) number;
  }

  /** That at least so many bytes are left. */
  void expect(long bytes) throws MalformedEntry {
    if (bytes > end - at) {
      throw new MalformedEntry("it ends too early");
    }
  }

  byte[] bytes() throws MalformedEntry {
    int length = number(end - at, "the length of a part");
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  String text() throws MalformedEntry {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  EventId id() throws MalformedEntry {
    int kind = octet();
    if (kind == 0) {
      return EventId.ofHash(word(), word(), word(), word());
    }
    String text = kind == 1 ? text() : "";
    if (kind != 1 || !IdGrammar.fits(text)) {
      throw new MalformedEntry("an event id is none");
    }
    return new EventId(text);
  }

  long word() throws MalformedEntry {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << Byte.SIZE | octet();
    }
    return word;
  }

  void end() throws MalformedEntry {
    if (at != end) {
      throw new MalformedEntry("it has " + (end - at) + " bytes too many");
    }
  }
}
