package dev.roomstate.binary;

import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.ServerName;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link BinaryWriter} has written. For one thread. */
public final class BinaryReader {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int CONTINUES = 0x80;
  private static final int BITS = 7;

  private final byte[] in;
  private final int end;
  private int at;

  /** Reads some of these bytes, which nobody may change meanwhile. */
  public BinaryReader(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.end = to;
  }

  /** A byte, from 0 to 255. */
  public int octet() throws MalformedBytes {
    if (at >= end) {
      throw new MalformedBytes("it ends too early");
    }
    return in[at++] & 0xff;
  }

  /** A number from 0 on. */
  public long number() throws MalformedBytes {
    long number = unsigned();
    if (number < 0) {
      throw new MalformedBytes("a number is too large");
    }
    return number;
  }

  /** Any number. */
  public long signed() throws MalformedBytes {
    long coded = unsigned();
    return coded >>> 1 ^ -(coded & 1);
  }

  private long unsigned() throws MalformedBytes {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int octet = octet();
      value |= (long) (octet & (CONTINUES - 1)) << shift;
      if (octet < CONTINUES) {
        return value;
      }
    }
    throw new MalformedBytes("a number is too long");
  }

  /** A number from 0 to {@code most}. */
  public int number(int most, String what) throws MalformedBytes {
    long number = number();
    if (number < 0 || number > most) {
      throw new MalformedBytes(what + " is " + number + ", and at most " + most + " can be");
    }
    return (int) number;
  }

  /** That at least so many bytes are left. */
  public void expect(long bytes) throws MalformedBytes {
    if (bytes > end - at) {
      throw new MalformedBytes("it ends too early");
    }
  }

  /** Bytes where they are, which nobody may change. */
  public Slice slice() throws MalformedBytes {
    int length = number(Integer.MAX_VALUE, "the length of a part");
    expect(length);
    at += length;
    return new Slice(in, at - length, at);
  }

  /**
   * Some of the bytes.
   *
   * @param from where they begin
   * @param to where they end
   */
  public record Slice(byte[] bytes, int from, int to) {
    /** A copy of them. */
    public byte[] copy() {
      return Arrays.copyOfRange(bytes, from, to);
    }
  }

  /** A text. */
  public String text() throws MalformedBytes {
    Slice text = slice();
    return new String(text.bytes(), text.from(), text.to() - text.from(), StandardCharsets.UTF_8);
  }

  /** An event id. */
  public EventId id() throws MalformedBytes {
    int kind = octet();
    if (kind == 0) {
      return EventId.ofHash(word(), word(), word(), word());
    }
    String text = kind == 1 ? text() : "";
    if (kind != 1 || !IdGrammar.fits(text)) {
      throw new MalformedBytes("an event id is none");
    }
    return new EventId(text);
  }

  /** A room id, written as a text. */
  public RoomId roomId() throws MalformedBytes {
    String text = text();
    if (!RoomId.isRoomId(text)) {
      throw new MalformedBytes("a room id is none");
    }
    return new RoomId(text);
  }

  /** A server name, written as a text. */
  public ServerName serverName() throws MalformedBytes {
    return ServerName.parse(text())
        .getOrElseThrow(() -> new MalformedBytes("a server name is none"));
  }

  /** 64 bits, highest first. */
  public long word() throws MalformedBytes {
    if (end - at < Long.BYTES) {
      throw new MalformedBytes("it ends too early");
    }
    long word = (long) WORDS.get(in, at);
    at += Long.BYTES;
    return word;
  }

  /** That nothing is left. */
  public void end() throws MalformedBytes {
    if (at != end) {
      throw new MalformedBytes("it has " + (end - at) + " bytes too many");
    }
  }
}
