package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * All events of a room that were received and not dropped. One id may have arrived twice: as an
 * outlier, and then in full.
 */
final class Arrivals implements RoomEvents {
  private final Map<String, Arrival> outliers = new LinkedHashMap<>();
  private final Map<String, Arrival> inFull = new LinkedHashMap<>();
  private final BiPredicate<Event, String> signatures;

  /**
   * Starts with no event.
   *
   * @param signatures whether an event is validly signed by a server
   */
  Arrivals(BiPredicate<Event, String> signatures) {
    this.signatures = signatures;
  }

  void add(Arrival arrival) {
    (arrival.outlier() ? outliers : inFull).put(arrival.event().id(), arrival);
  }

  /**
   * "An id already received and not dropped is not judged again; its answer is repeated." But an
   * outlier "that comes again without `outlier` is judged in full, once".
   */
  Option<Arrival> repeated(String id, boolean outlier) {
    Option<Arrival> full = Option.of(inFull.get(id));
    return outlier ? full.orElse(Option.of(outliers.get(id))) : full;
  }

  /** The arrival that tells what is known of an event: in full if it was so judged. */
  Option<Arrival> arrival(String id) {
    Option<Arrival> full = Option.of(inFull.get(id));
    Option<Arrival> outlier = Option.of(outliers.get(id));
    return full.filter(Arrival::isJudged).orElse(outlier).orElse(full);
  }

  @Override
  public Option<Event> find(String id) {
    return arrival(id).map(Arrival::event);
  }

  boolean isJudged(String id) {
    return arrival(id).exists(Arrival::isJudged);
  }

  @Override
  public boolean isRejected(String id) {
    return arrival(id).exists(Arrival::isRejected);
  }

  @Override
  public boolean isSignedBy(Event event, String server) {
    return signatures.test(event, server);
  }

  /** The states around an event; none for outliers and for events not judged yet. */
  Option<Judgement.States> states(String id) {
    return arrival(id).flatMap(Arrival::states);
  }

  /**
   * Whether the room of this create event has an accepted create event that is another one. In
   * version 12 each create event makes a room of its own.
   */
  boolean hasOtherAcceptedCreate(Event create) {
    Set<String> ids = new HashSet<>(outliers.keySet());
    ids.addAll(inFull.keySet());
    ids.remove(create.id());
    return create.roomId().isDefined()
        && ids.stream()
            .map(this::arrival)
            .anyMatch(a -> isAcceptedCreate(a.get(), create.roomId()));
  }

  private static boolean isAcceptedCreate(Arrival arrival, Option<String> roomId) {
    Event event = arrival.event();
    return event.isCreate()
        && event.roomId().equals(roomId)
        && arrival.isJudged()
        && !arrival.isRejected();
  }
}
