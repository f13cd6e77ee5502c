package dev.roomstate.bench;

import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Canonical JSON from text, beside SHA-256 of 1 KB as a yardstick of the same run. */
@State(Scope.Benchmark)
public class CanonicalJsonBenchmark extends Timed {
  /** Which event. */
  @Param public Samples event;

  private byte[] text;

  /** Makes the event. */
  @Setup
  public void setUp() {
    text = event.of("11");
  }

  /** Parses text and writes it canonically. */
  @Benchmark
  public byte[] canonical() {
    return CanonicalJson.write(JsonParser.parse(text).get().value());
  }

  /** Parses text. */
  @Benchmark
  public Object parse() {
    return JsonParser.parse(text);
  }
}
