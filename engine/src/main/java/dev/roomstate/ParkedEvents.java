package dev.roomstate;

import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events of one room that wait for others, or for keys. Not thread-safe: the room's writer
 * guards it.
 */
final class ParkedEvents {
  private final int maxEvents;
  private final long maxBytes;
  private final Map<Long, Parked> byTicket = new TreeMap<>();
  private final Map<EventId, List<Parked>> byAwaited = new HashMap<>();
  private final Map<EventId, List<Parked>> byId = new HashMap<>();
  private long bytes;

  ParkedEvents(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
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
    return byTicket.size() < maxEvents && bytes + pdu.canonical().size() <= maxBytes;
  }

  void park(Parked parked, Collection<EventId> awaited) {
    byTicket.put(parked.ticket(), parked);
    byId.computeIfAbsent(parked.pdu().id(), id -> new ArrayList<>(1)).add(parked);
    bytes += parked.pdu().canonical().size();
    for (EventId id : awaited) {
      byAwaited.computeIfAbsent(id, key -> new ArrayList<>(1)).add(parked);
    }
  }

  /** Takes those that wait for this event off its list; they are parked still. */
  List<Parked> takeWaitingFor(EventId id) {
    List<Parked> waiting = byAwaited.remove(id);
    return waiting == null ? List.of() : waiting;
  }

  void waitAgain(Parked parked, EventId id) {
    byAwaited.computeIfAbsent(id, key -> new ArrayList<>(1)).add(parked);
  }

  void remove(Parked parked) {
    byTicket.remove(parked.ticket());
    List<Parked> sameId = byId.get(parked.pdu().id());
    sameId.remove(parked);
    if (sameId.isEmpty()) {
      byId.remove(parked.pdu().id());
    }
    bytes -= parked.pdu().canonical().size();
  }

  boolean isParked(Parked parked) {
    return byTicket.containsKey(parked.ticket());
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
