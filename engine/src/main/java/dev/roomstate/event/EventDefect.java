package dev.roomstate.event;

import dev.roomstate.json.JsonDefect;

/** Why a PDU is dropped: what was wrong with it, of itself. Immutable. */
public sealed interface EventDefect {
  /** The check that dropped it: {@link Check#FORMAT} or {@link Check#SIGNATURE}. */
  default Check check() {
    return Check.FORMAT;
  }

  /** The defect as a sentence without a full stop. */
  String sentence();

  /** The bytes are not JSON, or not in the form that this room version asks for. */
  record NotJson(JsonDefect defect) implements EventDefect {
    @Override
    public String sentence() {
      return "the event " + defect.sentence();
    }
  }

  /** The JSON is no object. */
  record NotAnObject() implements EventDefect {
    @Override
    public String sentence() {
      return "the event is not a JSON object";
    }
  }

  /** A field that the event format requires is not there. */
  record MissingField(String field) implements EventDefect {
    @Override
    public String sentence() {
      return "`" + field + "` is missing";
    }
  }

  /** A field is not what the event format says it is. */
  record WrongField(String field, String expected) implements EventDefect {
    @Override
    public String sentence() {
      return "`" + field + "` is not " + expected;
    }
  }

  /** A field is longer than 255 bytes. */
  record FieldTooLong(String field) implements EventDefect {
    @Override
    public String sentence() {
      return "`" + field + "` is longer than 255 bytes";
    }
  }

  /** There are more references than the format allows. */
  record TooManyReferences(String field, int limit) implements EventDefect {
    @Override
    public String sentence() {
      return "`" + field + "` has more than " + limit + " entries";
    }
  }

  /** The event, in canonical form, is larger than a PDU may be. */
  record TooLarge(int limit) implements EventDefect {
    @Override
    public String sentence() {
      return "the event is larger than " + limit + " bytes";
    }
  }

  /** A server that has to sign the event has no signature on it that can be checked. */
  record NotSigned(String server) implements EventDefect {
    @Override
    public Check check() {
      return Check.SIGNATURE;
    }

    @Override
    public String sentence() {
      return "there is no signature of `" + server + "` by a known and valid key";
    }
  }

  /** A signature of a server that has to sign the event is wrong. */
  record BadSignature(String server, String keyId) implements EventDefect {
    @Override
    public Check check() {
      return Check.SIGNATURE;
    }

    @Override
    public String sentence() {
      return "the signature of `" + server + "` by " + Quotation.of(keyId) + " is wrong";
    }
  }
}
