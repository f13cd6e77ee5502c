package dev.roomstate.receipt;

import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.content.EventContent;
import dev.roomstate.event.EventBuilder;
import dev.roomstate.event.EventBuilder.Reference;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Local events: a template gets its auth events by the selection algorithm, the forward extremities
 * as its previous events, hashes and a signature. What comes out is received like any other event.
 * It keeps nothing, and is safe for use by many threads.
 */
public final class LocalEvents {
  private static final EventId UNKNOWN = new EventId("$");
  private static final RoomId UNKNOWN_ROOM = new RoomId("!");

  private LocalEvents() {}

  /** What making an event takes beside the room. */
  public interface Surroundings {
    /**
     * The reference hash of an event of the room, which references of room versions 1 and 2 carry.
     */
    byte[] referenceHash(EventId id);

    /** A text that no other event of this server has, for event ids of room versions 1 and 2. */
    String opaqueId();
  }

  /**
   * The bytes of the event.
   *
   * @param current the room's current state
   */
  public static byte[] build(
      EventTemplate template,
      Room room,
      StateMap current,
      EventBuilder builder,
      Surroundings surroundings) {
    EventGraph graph = room.graph();
    List<EventId> prev = new ArrayList<>();
    long deepest = 0;
    if (!template.type().equals(EventTypes.CREATE)) {
      List<GraphEvent> tips = new ArrayList<>();
      graph.forwardExtremities().forEach(number -> tips.add(graph.event(number)));
      // The newest ones, where there are more than an event may name.
      int first = Math.max(0, tips.size() - EventFormat.PREV_EVENTS_MAX);
      for (GraphEvent tip : tips.subList(first, tips.size())) {
        prev.add(tip.id());
        deepest = Math.max(deepest, tip.depth());
      }
    }
    return builder.build(
        template,
        references(authEvents(template, room, current), surroundings),
        references(prev, surroundings),
        deepest < EventBuilder.DEPTH_MAX ? deepest + 1 : EventBuilder.DEPTH_MAX,
        event -> surroundings.opaqueId());
  }

  private static List<Reference> references(List<EventId> ids, Surroundings surroundings) {
    List<Reference> references = new ArrayList<>();
    for (EventId id : ids) {
      references.add(new Reference(id, surroundings.referenceHash(id)));
    }
    return references;
  }

  private static List<EventId> authEvents(EventTemplate template, Room room, StateMap current) {
    EventGraph graph = room.graph();
    AuthEventsSelection selection =
        AuthEventsSelection.of(facts(template, room), room.version().rules());
    List<EventId> cited = new ArrayList<>();
    for (AuthSlot slot : AuthSlot.values()) {
      Option<StateKey> key = selection.key(slot).filter(selection::mayCite);
      int event = key.fold(() -> StateMap.ABSENT, k -> current.get(graph.keys().number(k)));
      if (event != StateMap.ABSENT) {
        EventId id = graph.event(event).id();
        if (!cited.contains(id)) {
          cited.add(id);
        }
      }
    }
    return cited;
  }

  private static EventFacts facts(EventTemplate template, Room room) {
    return new EventFacts(
        UNKNOWN,
        template.roomId().getOrElse(UNKNOWN_ROOM),
        template.type(),
        template.stateKey(),
        template.sender(),
        template.originServerTs(),
        0,
        EventContent.of(template.type(), template.content(), room.version().rules()),
        Option.none(),
        template.roomId().isDefined());
  }
}
