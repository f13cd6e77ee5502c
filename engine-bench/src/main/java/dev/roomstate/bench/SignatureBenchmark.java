package dev.roomstate.bench;

import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.bench.workloads.Servers;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.EventVerifier;
import dev.roomstate.event.Pdu;
import dev.roomstate.version.RoomVersion;
import java.security.Security;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ed25519, raw and as check 2; by the best provider and by the JDK. */
@State(Scope.Benchmark)
public class SignatureBenchmark extends Timed {
  private static final RoomVersion VERSION = Samples.version("11");
  private static final int MESSAGE_BYTES = 600;

  /** Who does the arithmetic. */
  @Param({"best", "jdk"})
  public String provider;

  private Ed25519 ed25519;
  private byte[] key;
  private byte[] message;
  private byte[] signature;
  private Pdu pdu;
  private EventVerifier verifier;

  /** The primitive of this name. */
  static Ed25519 ed25519(String provider) {
    return provider.equals("jdk") ? Ed25519.of(Security.getProvider("SunEC")) : Ed25519.best();
  }

  /** Makes a signature and a signed event. */
  @Setup
  public void setUp() {
    ed25519 = ed25519(provider);
    SigningKey signing = Servers.of(1, 1, true).key(0);
    key = signing.verifyKey().publicKey();
    message = new byte[MESSAGE_BYTES];
    signature = ed25519.sign(signing, message);
    Begun room = Rooms.joined(VERSION, 20, true, 1);
    byte[] event = Samples.MESSAGE.of("11");
    pdu = EventFormat.parse(event, VERSION.rules()).get();
    verifier = EventVerifier.withKeys(room.script().servers().keyRing(), ed25519);
  }

  /** One verification of 600 bytes, key decoded before. */
  @Benchmark
  public boolean verify() {
    return ed25519.verify(key, message, signature);
  }

  /** Checks 2 and 3 of a parsed message. */
  @Benchmark
  public boolean check2() {
    return verifier.verify(pdu, VERSION.rules()).isRight();
  }
}
