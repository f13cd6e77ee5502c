package dev.roomstate.bench;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.event.ContentHash;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.ReferenceHash;
import dev.roomstate.id.EventId;
import dev.roomstate.version.RoomVersionRules;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Hashes of events. */
@State(Scope.Benchmark)
public class HashBenchmark extends Timed {
  private static final RoomVersionRules RULES = Samples.version("11").rules();

  /** Which event. */
  @Param public Samples event;

  private byte[] text;
  private Pdu pdu;

  /** Makes the event. */
  @Setup
  public void setUp() {
    text = event.of("11");
    pdu = EventFormat.parse(text, RULES).get();
  }

  /** The event id, which is the reference hash, from text; the format is checked on the way. */
  @Benchmark
  public EventId eventIdFromText() {
    return EventFormat.parse(text, RULES).get().id();
  }

  /** The reference hash of a parsed event. */
  @Benchmark
  public byte[] referenceHash() {
    return ReferenceHash.of(pdu.canonical(), pdu.facts().type(), RULES);
  }

  /** Whether the content hash of a parsed event is right. */
  @Benchmark
  public boolean contentHash() {
    return ContentHash.matches(pdu);
  }

  /** The yardstick: SHA-256 of 1 KB, the same for every event. */
  @State(Scope.Benchmark)
  public static class Yardstick extends Timed {
    private static final int BYTES = 1024;

    private final byte[] bytes = new byte[BYTES];

    /** SHA-256 of 1 KB. */
    @Benchmark
    public byte[] sha256() {
      return Sha256.digest(bytes);
    }
  }
}
