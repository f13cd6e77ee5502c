package dev.roomstate.bench;

import dev.roomstate.event.Redaction;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.RoomVersionRules;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The redaction algorithm. */
@State(Scope.Benchmark)
public class RedactionBenchmark extends Timed {
  private static final RoomVersionRules RULES = Samples.version("11").rules();

  /** Which event. */
  @Param public Samples event;

  private byte[] text;
  private JsonObject json;

  /** Makes the event. */
  @Setup
  public void setUp() {
    text = event.of("11");
    json = (JsonObject) JsonParser.parse(text).get().value();
  }

  /** Of a parsed event. */
  @Benchmark
  public JsonObject redact() {
    return Redaction.redact(json, RULES);
  }

  /** From text to the canonical text of what is left. */
  @Benchmark
  public byte[] redactText() {
    JsonObject parsed = (JsonObject) JsonParser.parse(text).get().value();
    return CanonicalJson.write(Redaction.redact(parsed, RULES));
  }
}
