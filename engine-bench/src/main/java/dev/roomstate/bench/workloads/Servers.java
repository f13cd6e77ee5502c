package dev.roomstate.bench.workloads;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.EventBuilder;
import dev.roomstate.id.ServerName;
import dev.roomstate.id.UserId;
import dev.roomstate.version.RoomVersionRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The homeservers of a workload, their keys and their users; all from a seed. */
public final class Servers {
  private final List<ServerName> names = new ArrayList<>();
  private final List<SigningKey> keys = new ArrayList<>();
  private final Ed25519 ed25519;

  private Servers(Ed25519 ed25519) {
    this.ed25519 = ed25519;
  }

  /**
   * This many servers.
   *
   * @param signed whether their signatures are real; if not, they are zeros
   */
  public static Servers of(int count, long seed, boolean signed) {
    Servers servers = new Servers(signed ? Ed25519.best() : Ed25519.of(new BlankSigning()));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      byte[] keySeed = new byte[SigningKey.SEED_SIZE];
      random.nextBytes(keySeed);
      servers.names.add(new ServerName("server" + i + ".example.org"));
      servers.keys.add(SigningKey.of(keySeed, "1").get());
    }
    return servers;
  }

  /** The user of this number; users are dealt to the servers in turn. */
  public UserId user(int number) {
    return new UserId("@user" + number + ":" + names.get(number % names.size()));
  }

  /** A builder of events of each server, by server. */
  Map<ServerName, EventBuilder> builders(RoomVersionRules rules) {
    Map<ServerName, EventBuilder> builders = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      builders.put(names.get(i), new EventBuilder(rules, names.get(i), keys.get(i), ed25519));
    }
    return builders;
  }

  /** The key of the server of this number. */
  public SigningKey key(int server) {
    return keys.get(server);
  }

  /** How many they are. */
  public int count() {
    return names.size();
  }

  /** The primitive that signs. */
  public Ed25519 ed25519() {
    return ed25519;
  }

  /** The keys of all of them. */
  public KeyRing keyRing() {
    return KeyRing.of(verifyKeys());
  }

  /** The keys of all of them, by server and key id. */
  public Map<String, Map<String, VerifyKey>> verifyKeys() {
    Map<String, Map<String, VerifyKey>> ring = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      SigningKey key = keys.get(i);
      ring.put(names.get(i).value(), Map.of(key.keyId(), key.verifyKey()));
    }
    return ring;
  }
}
