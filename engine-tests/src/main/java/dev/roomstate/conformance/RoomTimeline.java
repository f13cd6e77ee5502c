package dev.roomstate.conformance;

import static dev.roomstate.conformance.JsonTree.object;
import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.EventIdFormat;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A room written by hand, of any room version: each event that is added follows the tip, cites what
 * the selection algorithm names in the state there, and is correct in all that its draft does not
 * say otherwise. Events are named; others are cited by their names.
 *
 * <p>The state at any place is asked of an engine that receives the events as they are added; what
 * an event becomes there is no verdict, only the ground on which later events are written. Mutable;
 * for one thread.
 */
public final class RoomTimeline {
  private static final EngineConfig CONFIG =
      EngineConfig.withoutSignatures().withSoftFailure(false);
  private static final long FIRST_TS = 1_600_000_000_000L;

  private final RoomVersion version;
  private final boolean sealed;
  private final TimelineServers servers = new TimelineServers();
  private final ThirdPartyIdentity identity = new ThirdPartyIdentity("id.example.org", servers);
  private final RoomWriter ground;
  private final EventSealing sealing;
  private final Map<String, Written> events = new LinkedHashMap<>();
  private final List<ProtocolCase.Entry> entries = new ArrayList<>();
  private String roomId = "!room:a.org";
  private List<String> tips = List.of();

  /**
   * An event as it was written.
   *
   * @param name its name
   * @param id its id
   * @param draft what it was made of
   * @param after the names of the events that it follows
   * @param pdu the event before its text was changed
   * @param depth its depth
   */
  record Written(
      String name,
      String id,
      EventDraft draft,
      List<String> after,
      Map<String, Object> pdu,
      long depth) {}

  private RoomTimeline(String version, boolean sealed) {
    this.version = RoomVersions.STANDARD.get(version).get();
    this.sealed = sealed;
    this.sealing = new EventSealing(this.version.rules(), servers);
    EngineConfig config = sealed ? CONFIG.withKeys(Option.some(servers.keyRing())) : CONFIG;
    this.ground = RoomStateEngine.inMemory(config).openUnlistedRoom(this.version);
  }

  /** A room without events whose ids are trusted, so that nothing is hashed or signed. */
  public static RoomTimeline empty(String version) {
    return new RoomTimeline(version, false);
  }

  /** A room without events that are hashed and signed as servers do. */
  public static RoomTimeline sealed(String version) {
    return new RoomTimeline(version, true);
  }

  /**
   * A room that Alice has made: {@code create}, {@code alice-join}, {@code power_levels} with Alice
   * at 100, and {@code join_rules} that let anyone in.
   */
  public static RoomTimeline room(String version) {
    return empty(version).begin();
  }

  /** As {@link #room}, hashed and signed. */
  public static RoomTimeline sealedRoom(String version) {
    return sealed(version).begin();
  }

  private RoomTimeline begin() {
    return begin(createDraft("alice"));
  }

  /** The first four events of {@link #room}, with this create event. */
  public RoomTimeline begin(EventDraft create) {
    add(create);
    add(EventDraft.join("alice"));
    add(EventDraft.powerLevels("alice", levels()));
    return add(EventDraft.joinRules("alice", "public"));
  }

  /** Adds events, one after the other. */
  public RoomTimeline add(EventDraft first, EventDraft second, EventDraft... more) {
    add(first).add(second);
    for (EventDraft draft : more) {
      add(draft);
    }
    return this;
  }

  /** The name of the event that was added last. */
  public String last() {
    return names().get(events.size() - 1);
  }

  /** The names, and that of the create event where the version has it cited. */
  public String[] citing(String... names) {
    List<String> cited = new ArrayList<>(List.of(names));
    if (has(AuthFlag.CREATE_IN_AUTH_EVENTS)) {
      cited.add(0, "create");
    }
    return cited.toArray(String[]::new);
  }

  /** The room version. */
  public RoomVersion version() {
    return version;
  }

  /** The room's id; in version 12 that of the create event that was written last. */
  public RoomId roomId() {
    return new RoomId(roomId);
  }

  /** The identity server whose key signs third-party invites. */
  public ThirdPartyIdentity identity() {
    return identity;
  }

  /** Who makes keys. */
  public TimelineServers servers() {
    return servers;
  }

  /** A create event with the content that the version asks for, named {@code create}. */
  public EventDraft createDraft(String creator) {
    Map<String, Object> content = object("room_version", version.id());
    if (has(AuthFlag.CREATOR_FIELD)) {
      content.put("creator", userId(creator));
    }
    return EventDraft.state(creator, "m.room.create", "", content).named("create");
  }

  /** The room's create event. */
  public RoomTimeline create(String creator) {
    return add(createDraft(creator));
  }

  /**
   * Content of power levels: these users and their levels, one after the other, and the creator's,
   * Alice's, 100, where creators are listed.
   */
  public Map<String, Object> levels(Object... usersAndLevels) {
    Map<String, Object> users = new LinkedHashMap<>();
    if (!has(AuthFlag.PRIVILEGED_CREATORS)) {
      users.put(userId("alice"), 100);
    }
    for (int i = 0; i < usersAndLevels.length; i += 2) {
      users.put(userId((String) usersAndLevels[i]), usersAndLevels[i + 1]);
    }
    return object("users", users);
  }

  private boolean has(AuthFlag flag) {
    return version.rules().has(flag);
  }

  /** Adds an event. */
  public RoomTimeline add(EventDraft draft) {
    boolean isCreate = draft.type.equals("m.room.create");
    String name = freeName(draft);
    List<String> after = draft.after != null ? draft.after : isCreate ? List.of() : tips;
    long depth = draft.depth != null ? draft.depth : depthAfter(after);
    boolean namesRoom = isCreate && !version.rules().has(FormatFlag.ROOM_ID_ON_CREATE);
    Map<String, Object> pdu = new LinkedHashMap<>();
    String trustedId = trustedId(name, draft, namesRoom);
    if (version.rules().eventIds() == EventIdFormat.SERVER_CHOSEN) {
      pdu.put("event_id", trustedId);
    }
    pdu.put("type", draft.type);
    if (draft.stateKey != null) {
      pdu.put("state_key", draft.stateKey);
    }
    pdu.put("sender", draft.sender);
    if (!namesRoom) {
      pdu.put("room_id", roomId);
    }
    pdu.put("content", JsonTree.copy(draft.content));
    pdu.put("prev_events", references(after.stream().map(this::id).toList()));
    pdu.put("auth_events", references(authEvents(draft, after)));
    pdu.put("depth", depth);
    long ts =
        draft.originServerTs != null ? draft.originServerTs : FIRST_TS + 1000L * entries.size();
    pdu.put("origin_server_ts", ts);
    draft.changes.forEach(change -> change.accept(pdu));
    if (sealed) {
      sealing.seal(pdu, draft.signers);
    }
    String id = sealed ? sealing.eventId(pdu) : trustedId;
    draft.changesAfterHashing.forEach(change -> change.accept(pdu));
    if (namesRoom) {
      roomId = "!" + id.substring(1);
    }
    events.put(name, new Written(name, id, draft, after, pdu, depth));
    receive(name, entry(draft, sealed ? Option.none() : Option.some(id), pdu));
    return this;
  }

  private ProtocolCase.Entry entry(
      EventDraft draft, Option<String> trustedId, Map<String, Object> pdu) {
    Option<List<String>> state =
        Option.of(draft.givenState).map(names -> names.stream().map(this::id).toList());
    return new ProtocolCase.Entry(
        trustedId, draft.text.apply(JsonTree.write(pdu)), draft.outlier, state);
  }

  private void receive(String name, ProtocolCase.Entry entry) {
    entries.add(entry);
    Received received = ground.receive(EngineImplementation.received(entry));
    if (received.receipt() instanceof Receipt.Judged judged
        && judged.entry().outcome() == Outcome.ACCEPTED
        && !entry.outlier()) {
      tips = List.of(name);
    }
  }

  private String freeName(EventDraft draft) {
    String wanted = draft.name;
    if (wanted == null) {
      wanted =
          draft.type.equals("m.room.member") && draft.stateKey != null
              ? nameOf(draft.stateKey) + "-" + draft.content.get("membership")
              : draft.type.substring(draft.type.lastIndexOf('.') + 1);
    }
    String name = wanted;
    for (int i = 2; events.containsKey(name); i++) {
      name = wanted + "-" + i;
    }
    return name;
  }

  private static String nameOf(String userId) {
    int colon = userId.indexOf(':');
    return userId.startsWith("@") && colon > 0 ? userId.substring(1, colon) : userId;
  }

  private String trustedId(String name, EventDraft draft, boolean namesRoom) {
    if (namesRoom) {
      return "$" + (name.replaceAll("[^A-Za-z0-9]", "-") + "-".repeat(43)).substring(0, 43);
    }
    return version.rules().eventIds() == EventIdFormat.SERVER_CHOSEN
        ? "$" + name + ":" + TimelineServers.serverOf(draft.sender)
        : "$" + name;
  }

  private long depthAfter(List<String> names) {
    long depth = 0;
    for (String name : names) {
      Written event = events.get(name);
      depth = Math.max(depth, event == null ? 0 : event.depth());
    }
    return Math.min(depth, (1L << 53) - 2) + 1;
  }

  private List<Object> references(List<String> ids) {
    boolean pairs = version.rules().references() == EventReferenceFormat.ID_AND_HASHES;
    List<Object> references = new ArrayList<>();
    ids.forEach(id -> references.add(pairs ? List.of(id, Map.of()) : id));
    return references;
  }

  private List<String> authEvents(EventDraft draft, List<String> after) {
    if (draft.auth != null) {
      return draft.auth.stream().map(this::id).toList();
    }
    List<String> ids = new ArrayList<>();
    StateView state = stateAfter(after);
    for (StateKey key : AuthEventsChoice.of(draft, version.rules())) {
      if (!draft.authWithout.contains(key.type())) {
        state.get(key).forEach(id -> ids.add(id.value()));
      }
    }
    draft.authAlso.forEach(name -> ids.add(id(name)));
    return ids;
  }

  /** The id of an event; a name that no event has is taken for an id. */
  public String id(String name) {
    Written event = events.get(name);
    return event == null ? name : event.id();
  }

  /** The names of all events, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(events.keySet());
  }

  /** The names of the events that the next one follows. */
  public List<String> tips() {
    return tips;
  }

  /** Lets the next event follow these. */
  public RoomTimeline continueAfter(String... names) {
    tips = List.of(names);
    return this;
  }

  /** Lets the next event be of the room that this create event made (version 12). */
  public RoomTimeline continueRoomOf(String create) {
    if (!version.rules().has(FormatFlag.ROOM_ID_ON_CREATE)) {
      roomId = "!" + id(create).substring(1);
    }
    return this;
  }

  /** The state after these events, by name: resolved, where they are several. */
  public StateView stateAfter(List<String> names) {
    List<StateMap> states = new ArrayList<>();
    for (String name : names) {
      ground
          .room()
          .graph()
          .get(new EventId(id(name)))
          .flatMap(GraphEvent::stateAfter)
          .forEach(states::add);
    }
    return new StateView(
        ground.room().graph(), ground.reducer().resolver().resolve(ground.room().graph(), states));
  }

  /** The state at the tip. */
  public StateView state() {
    return stateAfter(tips);
  }

  /** The state key of a judged event, if it is a state event. */
  public Option<StateKey> stateKeyOf(String name) {
    return ground
        .room()
        .graph()
        .get(new EventId(id(name)))
        .flatMap(GraphEvent::stateFacts)
        .flatMap(EventFacts::key);
  }

  /** Whether the event was rejected on the way, or not judged at all. */
  public boolean isOutOfRoom(String name) {
    return !ground
        .room()
        .graph()
        .get(new EventId(id(name)))
        .exists(event -> event.outcome() != Outcome.REJECTED && !event.isOutlier());
  }

  /** The events as they are received. */
  public List<ProtocolCase.Entry> entries() {
    return List.copyOf(entries);
  }

  /** The room as a case of the judging protocol. */
  public ProtocolCase toCase(String name) {
    ProtocolCase made = ProtocolCase.of(name, version.id(), entries);
    return sealed ? made.withKeys(servers.publicKeys()) : made;
  }

  /** The room as a drawing for people. */
  public String draw() {
    return TimelineDrawing.draw(version.id(), events.values(), name -> "");
  }

  /** The room as a drawing for people, with what became of each event. */
  public String draw(CaseAnswer answer) {
    return TimelineDrawing.draw(
        version.id(),
        events.values(),
        name -> answer.find(id(name)).map(CaseAnswer.EventAnswer::verdict).getOrElse("dropped"));
  }
}
