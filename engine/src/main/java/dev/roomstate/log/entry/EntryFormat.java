package dev.roomstate.log.entry;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.Check;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.Placement;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.RedactionClaim;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.StateChanges;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A judged event as bytes: the judgement in numbers of its room, then the event in canonical form.
 * {@code docs/log-format.md} has it byte by byte. Total and thread-safe.
 */
public final class EntryFormat {
  // What is written is the place in these lists: they may grow at their ends only.
  private static final List<Outcome> OUTCOMES =
      List.of(Outcome.ACCEPTED, Outcome.SOFT_FAILED, Outcome.REJECTED);
  private static final List<HashStatus> HASHES =
      List.of(HashStatus.OK, HashStatus.REDACTED, HashStatus.TRUSTED);
  private static final List<Check> CHECKS =
      List.of(
          Check.FORMAT,
          Check.SIGNATURE,
          Check.AUTH_EVENTS,
          Check.STATE_BEFORE,
          Check.CURRENT_STATE);

  private static final int SIGNED = 1;
  private static final int OUTLIER = 1 << 1;
  private static final int REDACTS_BY_POWER = 1 << 2;
  private static final int TRUSTED = 1 << 3;
  private static final int HAS_REJECTION = 1 << 4;
  private static final int HAS_CURRENT = 1 << 5;
  private static final int CREATE = 1 << 6;
  private static final int MADE_ROOM = 1 << 7;
  private static final int STATE = 1 << 8;
  private static final int NEW_KEY = 1 << 9;
  private static final int ONE_PREV_EVENT = 1 << 10;
  private static final int REDACTS = 1 << 11;
  private static final int STATE_GIVEN = 1 << 12;
  private static final int FLAGS = 1 << 13;

  private EntryFormat() {}

  /** Longest beginning of an entry in which {@link #head} finds all it looks for. */
  public static final int HEAD_BYTES = 15;

  /**
   * The entry as bytes.
   *
   * @param room the number of its room in its log
   * @param back how many entries before it the entry before it of its room is; 0 for the first
   */
  public static byte[] write(int room, long back, JudgedEvent entry) {
    BinaryWriter out = new BinaryWriter();
    write(room, back, entry, out);
    return out.written();
  }

  /** Writes it behind what was written before. */
  public static void write(int room, long back, JudgedEvent entry, BinaryWriter out) {
    Pdu pdu = entry.pdu();
    out.number(room);
    out.number(back);
    out.number(flags(entry, pdu));
    out.octet(OUTCOMES.indexOf(entry.outcome()));
    out.octet(HASHES.indexOf(entry.hash()));
    PlacementFormat.write(entry.placement(), out);
    changes(entry.before(), out);
    for (CurrentState.Change change : entry.current()) {
      changes(change.changes(), out);
      out.number(change.effort());
    }
    for (Rejection rejection : entry.rejection()) {
      out.octet(CHECKS.indexOf(rejection.check()));
      out.text(rejection.rule().name());
      out.text(rejection.reason());
      out.number(rejection.lookedAt().size());
      rejection.lookedAt().forEach(out::id);
    }
    entry.madeRoom().forEach(made -> out.text(made.value()));
    for (RedactionClaim claim : entry.redaction()) {
      out.id(claim.target());
      out.text(claim.senderServer().value());
    }
    out.bytes(pdu.canonical().size(), pdu.canonical()::copyTo);
  }

  private static int flags(JudgedEvent entry, Pdu pdu) {
    Placement placement = entry.placement();
    return flag(SIGNED, entry.authorisingServerSigned())
        | flag(OUTLIER, entry.outlier())
        | flag(REDACTS_BY_POWER, entry.redaction().exists(RedactionClaim::byPower))
        | flag(TRUSTED, pdu.trusted())
        | flag(HAS_REJECTION, entry.rejection().isDefined())
        | flag(HAS_CURRENT, entry.current().isDefined())
        | flag(CREATE, placement.isCreate())
        | flag(MADE_ROOM, entry.madeRoom().isDefined())
        | flag(STATE, placement.isState())
        | flag(NEW_KEY, placement.newKey().isDefined())
        | flag(ONE_PREV_EVENT, placement.hasOnePrevEvent())
        | flag(REDACTS, entry.redaction().isDefined())
        | flag(STATE_GIVEN, entry.stateGiven());
  }

  private static int flag(int flag, boolean isSet) {
    return isSet ? flag : 0;
  }

  private static void changes(StateChanges changes, BinaryWriter out) {
    out.number(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      out.number(changes.key(i));
      out.number(changes.event(i) - StateMap.ABSENT);
    }
  }

  /**
   * An entry that was read.
   *
   * @param room the number of its room in the log
   * @param back how many entries of the log before it the last one of its room is; 0 for the first
   */
  public record Numbered(int room, long back, JudgedEvent event) {}

  /**
   * What an entry begins with.
   *
   * @param room the number of its room in the log
   * @param back how many entries of the log before it the last one of its room is; 0 for the first
   */
  public record Head(int room, long back) {}

  /** What an entry begins with, of which these are at least the first bytes. */
  public static Either<String, Head> head(byte[] bytes) {
    try {
      return Either.right(head(new BinaryReader(bytes, 0, bytes.length)));
    } catch (MalformedBytes e) {
      return Either.left(e.getMessage());
    }
  }

  private static Head head(BinaryReader in) throws MalformedBytes {
    int room = in.number(Integer.MAX_VALUE, "the room");
    long back = in.number();
    if (back < 0) {
      throw new MalformedBytes("the last entry of its room is none");
    }
    return new Head(room, back);
  }

  /**
   * The entry that bytes are, or why they are none. The event in it is read when it is asked for,
   * and the bytes are kept until then: nobody may change them.
   *
   * @param rulesOf the rules of the rooms by number, null where there is none
   */
  public static Either<String, Numbered> read(byte[] bytes, IntFunction<RoomVersionRules> rulesOf) {
    try {
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length);
      Head head = head(in);
      RoomVersionRules rules = rulesOf.apply(head.room());
      if (rules == null) {
        return Either.left("there is no room " + head.room());
      }
      return Either.right(new Numbered(head.room(), head.back(), read(in, rules)));
    } catch (MalformedBytes e) {
      return Either.left(e.getMessage());
    }
  }

  private static JudgedEvent read(BinaryReader in, RoomVersionRules rules) throws MalformedBytes {
    int flags = in.number(FLAGS - 1, "the flags");
    Outcome outcome = OUTCOMES.get(in.number(OUTCOMES.size() - 1, "the outcome"));
    HashStatus hash = HASHES.get(in.number(HASHES.size() - 1, "the hash"));
    Placement placement =
        PlacementFormat.read(
            in,
            has(flags, CREATE),
            has(flags, STATE),
            has(flags, NEW_KEY),
            has(flags, ONE_PREV_EVENT));
    StateChanges before = changes(in);
    Option<CurrentState.Change> current =
        has(flags, HAS_CURRENT)
            ? Option.some(new CurrentState.Change(changes(in), in.number()))
            : Option.none();
    Option<Rejection> rejection =
        has(flags, HAS_REJECTION) ? Option.some(rejection(in)) : Option.none();
    Option<RoomId> madeRoom = has(flags, MADE_ROOM) ? Option.some(in.roomId()) : Option.none();
    Option<RedactionClaim> redaction =
        has(flags, REDACTS)
            ? Option.some(
                new RedactionClaim(
                    placement.id(), in.id(), in.serverName(), has(flags, REDACTS_BY_POWER)))
            : Option.none();
    LoggedPdu pdu = new LoggedPdu(in.slice(), placement.id(), has(flags, TRUSTED), rules);
    in.end();
    return new JudgedEvent(
        pdu,
        placement,
        hash,
        has(flags, SIGNED),
        outcome,
        rejection,
        has(flags, OUTLIER),
        has(flags, STATE_GIVEN),
        before,
        current,
        madeRoom,
        redaction);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private static Rejection rejection(BinaryReader in) throws MalformedBytes {
    Check check = CHECKS.get(in.number(CHECKS.size() - 1, "the check"));
    String name = in.text();
    String reason = in.text();
    AuthRule rule = null;
    for (AuthRule known : AuthRule.values()) {
      rule = known.name().equals(name) ? known : rule;
    }
    if (rule == null) {
      throw new MalformedBytes("there is no rule `" + name + "`");
    }
    Vector<EventId> lookedAt = Vector.empty();
    for (long left = in.number(); left > 0; left--) {
      lookedAt = lookedAt.append(in.id());
    }
    return new Rejection(check, rule, reason, lookedAt);
  }

  private static StateChanges changes(BinaryReader in) throws MalformedBytes {
    // Two bytes a change at least.
    int size = in.number(Integer.MAX_VALUE / 2, "the number of changes");
    if (size == 0) {
      return StateChanges.NONE;
    }
    in.expect(2L * size);
    int[] pairs = new int[2 * size];
    for (int i = 0; i < size; i++) {
      pairs[2 * i] = in.number(Integer.MAX_VALUE, "a key");
      pairs[2 * i + 1] = in.number(Integer.MAX_VALUE, "an event") + StateMap.ABSENT;
    }
    return StateChanges.of(pairs);
  }
}
