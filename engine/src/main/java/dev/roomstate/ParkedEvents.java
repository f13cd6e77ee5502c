package dev.roomstate;

import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events of one room that wait for others, or for keys. Not thread-safe: the room's writer
 * guards it.
 */
final class ParkedEvents {
  private final int eventsMax;
  private final long bytesMax;
  private final Map<Long, Parked> byTicket = new TreeMap<>();
  private final Map<EventId, List<Parked>> byAwaited = new HashMap<>();
  private final Map<EventId, List<Parked>> byId = new HashMap<>();
  private final Map<Long, Set<EventId>> awaitedBy = new HashMap<>();
  private long bytes;

  ParkedEvents(int eventsMax, long bytesMax) {
    this.eventsMax = eventsMax;
    this.bytesMax = bytesMax;
  }

  /** An event that waits. Not verified yet while it waits for keys. */
  record Parked(long ticket, Pdu pdu, VerifiedPdu verified, Arrival arrival) {
    boolean isOutlier() {
      return arrival instanceof Arrival.Outlier;
    }

    boolean awaitsKeys() {
      return verified == null;
    }
  }

  boolean hasRoomFor(Pdu pdu) {
    return byTicket.size() < eventsMax && bytes + pdu.canonical().size() <= bytesMax;
  }

  void park(Parked parked, Collection<EventId> awaited) {
    byTicket.put(parked.ticket(), parked);
    byId.computeIfAbsent(parked.pdu().id(), id -> new ArrayList<>(1)).add(parked);
    bytes += parked.pdu().canonical().size();
    await(parked, awaited);
  }

  /** Lets an event that is parked wait for these. */
  void await(Parked parked, Collection<EventId> awaited) {
    awaitedBy.put(parked.ticket(), new HashSet<>(awaited));
    for (EventId id : awaited) {
      byAwaited.computeIfAbsent(id, key -> new ArrayList<>(1)).add(parked);
    }
  }

  /** Those that waited for this event last of all; they are parked still. */
  List<Parked> arrived(EventId id) {
    List<Parked> ready = new ArrayList<>();
    for (Parked waiting : byAwaited.getOrDefault(id, List.of())) {
      Set<EventId> awaited = awaitedBy.get(waiting.ticket());
      if (awaited != null && awaited.remove(id) && awaited.isEmpty()) {
        ready.add(waiting);
      }
    }
    byAwaited.remove(id);
    return ready;
  }

  /** Those that wait for nothing: an interruption kept them from being judged. */
  List<Parked> leftOver() {
    return byTicket.values().stream()
        .filter(waiting -> !waiting.awaitsKeys() && awaitedBy.get(waiting.ticket()).isEmpty())
        .toList();
  }

  void remove(Parked parked) {
    byTicket.remove(parked.ticket());
    awaitedBy.remove(parked.ticket());
    List<Parked> sameId = byId.get(parked.pdu().id());
    sameId.remove(parked);
    if (sameId.isEmpty()) {
      byId.remove(parked.pdu().id());
    }
    bytes -= parked.pdu().canonical().size();
  }

  /** Those of this id that wait. */
  List<Parked> withId(EventId id) {
    return byId.getOrDefault(id, List.of());
  }

  /** All that wait, oldest receipt first. */
  List<Parked> all() {
    return List.copyOf(byTicket.values());
  }
}
