package dev.roomstate.event;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.json.CanonicalBuffer;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersionRules;

/**
 * An event in canonical form, written once: hashes and signatures are taken of selected members of
 * it. Immutable.
 */
public final class CanonicalEvent {
  private static final int USUAL_BYTES = 512;

  private final JsonObject json;
  private final byte[] bytes;
  private final int[] memberEnds;

  private CanonicalEvent(JsonObject json, byte[] bytes, int[] memberEnds) {
    this.json = json;
    this.bytes = bytes;
    this.memberEnds = memberEnds;
  }

  /** The canonical form of this event. Writing stops beyond {@code limit} bytes. */
  static CanonicalEvent write(JsonObject json, int limit) {
    return write(json, limit, new byte[0]);
  }

  /**
   * The canonical form of this event.
   *
   * @param source what the event was read from, which most often is the canonical form already: it
   *     is kept in its place then, since the event refers to it anyway
   */
  static CanonicalEvent write(JsonObject json, int limit, byte[] source) {
    CanonicalBuffer out =
        new CanonicalBuffer(limit, Math.min(limit, Math.max(source.length, USUAL_BYTES)));
    int[] ends = new int[json.size()];
    out.raw('{');
    for (int i = 0; i < ends.length; i++) {
      out.member(json.key(i), json.value(i));
      ends[i] = out.length();
    }
    out.raw('}');
    return new CanonicalEvent(json, out.holds(source) ? source : out.bytes(), ends);
  }

  /** The event. */
  public JsonObject json() {
    return json;
  }

  /** How many bytes the canonical form has. */
  public int size() {
    return bytes.length;
  }

  /** Copies the canonical form to a place in other bytes. */
  public void copyTo(byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }

  /** A copy of the canonical form. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The content hash: SHA-256 of the event without {@code unsigned}, {@code signatures} and {@code
   * hashes} (spec, server-server API, "Calculating the content hash for an event").
   */
  byte[] contentHash() {
    CanonicalBuffer out = new CanonicalBuffer(Integer.MAX_VALUE, bytes.length);
    out.raw('{');
    for (int i = 0; i < memberEnds.length; i++) {
      JsonString key = json.key(i);
      if (!key.is("unsigned") && !key.is("signatures") && !key.is("hashes")) {
        member(i, out);
      }
    }
    return out.raw('}').read(Sha256::digest);
  }

  /**
   * The redacted event without {@code signatures} and {@code unsigned}: what servers sign and what
   * the reference hash is taken of (spec, server-server API, "Signing Events").
   */
  byte[] signedBytes(String type, RoomVersionRules rules) {
    return signedForm(type, rules).bytes();
  }

  /** The reference hash: SHA-256 of what servers sign. */
  byte[] referenceHash(String type, RoomVersionRules rules) {
    return signedForm(type, rules).read(Sha256::digest);
  }

  private CanonicalBuffer signedForm(String type, RoomVersionRules rules) {
    CanonicalBuffer out = new CanonicalBuffer(Integer.MAX_VALUE, bytes.length);
    out.raw('{');
    for (int i = 0; i < memberEnds.length; i++) {
      JsonString key = json.key(i);
      if (key.is("signatures") || !Redaction.keeps(key, rules)) {
        continue;
      }
      if (key.is("content") && json.value(i) instanceof JsonObject content) {
        out.member(key, Redaction.content(type, content, rules));
      } else {
        member(i, out);
      }
    }
    return out.raw('}');
  }

  private void member(int index, CanonicalBuffer out) {
    int start = index == 0 ? 1 : memberEnds[index - 1] + 1;
    if (out.length() > 1) {
      out.raw(',');
    }
    out.raw(bytes, start, memberEnds[index]);
  }
}
