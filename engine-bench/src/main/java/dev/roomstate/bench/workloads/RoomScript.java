package dev.roomstate.bench.workloads;

import dev.roomstate.event.EventBuilder;
import dev.roomstate.event.EventBuilder.Reference;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.ReferenceHash;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.ServerName;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A room history while it is written: events in the order in which they are sent. Not thread-safe.
 */
public final class RoomScript {
  private static final long FIRST_TS = 1_700_000_000_000L;

  private final RoomVersion version;
  private final Servers servers;
  private final Map<ServerName, EventBuilder> builders;
  private final List<byte[]> pdus = new ArrayList<>();
  private final SplittableRandom random;
  private RoomId roomId;
  private long clock = FIRST_TS;

  /** The history of a room of this version, empty as yet. */
  public RoomScript(RoomVersion version, Servers servers, long seed) {
    this(version, servers, seed, "bench");
  }

  /**
   * The history of a room of this version, empty as yet.
   *
   * @param name in the room's id, where that is chosen
   */
  public RoomScript(RoomVersion version, Servers servers, long seed, String name) {
    this.roomId = new RoomId("!" + name + ":server0.example.org");
    this.version = version;
    this.servers = servers;
    this.builders = servers.builders(version.rules());
    this.random = new SplittableRandom(seed);
  }

  /** The room version. */
  public RoomVersion version() {
    return version;
  }

  /** The servers. */
  public Servers servers() {
    return servers;
  }

  /** The room's id. */
  public RoomId roomId() {
    return roomId;
  }

  /** The events so far, as bytes. */
  public List<byte[]> pdus() {
    return pdus;
  }

  /** Words of this many bytes. */
  public String words(int bytes) {
    StringBuilder text = new StringBuilder(bytes + 12);
    while (text.length() < bytes) {
      int letters = 2 + random.nextInt(8);
      for (int i = 0; i < letters; i++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append(' ');
    }
    return text.substring(0, bytes);
  }

  /** The user of this number. */
  public UserId user(int number) {
    return servers.user(number);
  }

  /** The room's beginning: the create event, by user 0. */
  public Branch create() {
    Map<String, JsonValue> content = new HashMap<>();
    content.put("room_version", JsonString.of(version.id()));
    if (version.rules().has(AuthFlag.CREATOR_FIELD)) {
      content.put("creator", JsonString.of(user(0).value()));
    }
    Branch branch = new Branch(this);
    boolean hasId = version.rules().has(FormatFlag.ROOM_ID_ON_CREATE);
    EventTemplate template =
        hasId
            ? EventTemplate.state(roomId, StateKey.CREATE, user(0), tick(), JsonObject.of(content))
            : EventTemplate.create(user(0), tick(), JsonObject.of(content));
    Pdu create = branch.send(template);
    roomId = create.facts().roomId();
    return branch;
  }

  /** The time of the next event. */
  long tick() {
    return clock++;
  }

  /** Builds an event, and adds it to the history. */
  Pdu send(EventTemplate template, List<Reference> auth, List<Reference> prev, long depth) {
    EventBuilder builder = builders.get(template.sender().server());
    byte[] bytes = builder.build(template, auth, prev, depth, event -> "e" + pdus.size());
    pdus.add(bytes);
    return EventFormat.parse(bytes, version.rules()).get();
  }

  /** How later events name this one. */
  Reference reference(Pdu pdu) {
    return version.rules().eventIds() == EventIdFormat.SERVER_CHOSEN
        ? new Reference(
            pdu.id(), ReferenceHash.of(pdu.canonical(), pdu.facts().type(), version.rules()))
        : Reference.of(pdu.id());
  }

  /** Whether the creator is above the power levels, and so may not stand in them. */
  boolean hasPrivilegedCreator() {
    return version.rules().has(AuthFlag.PRIVILEGED_CREATORS);
  }

  /** The type of create events, which have no history. */
  static boolean isCreate(EventTemplate template) {
    return template.type().equals(EventTypes.CREATE);
  }
}
