package dev.roomstate.log.entry;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.Placement;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/** Where an event stands in the graph of its room, as bytes of an entry. */
final class PlacementFormat {
  private static final int[] NONE = {};

  private PlacementFormat() {}

  static void write(Placement placement, BinaryWriter out) {
    out.number(placement.number());
    out.id(placement.id());
    out.number(placement.depth());
    if (placement.isState()) {
      out.number(placement.key());
      for (StateKey key : placement.newKey()) {
        out.text(key.type());
        out.text(key.stateKey());
      }
    }
    numbers(placement.authEvents(), placement.number(), out);
    numbers(placement.prevEvents(), placement.number(), out);
    out.number(placement.unknownPrevEvents().size());
    placement.unknownPrevEvents().forEach(out::id);
  }

  /** Numbers by how far they are below another one; one that came again may cite what is above. */
  private static void numbers(int[] numbers, int from, BinaryWriter out) {
    out.number(numbers.length);
    for (int number : numbers) {
      out.signed((long) from - number);
    }
  }

  static Placement read(
      BinaryReader in,
      boolean isCreate,
      boolean isState,
      boolean hasNewKey,
      boolean hasOnePrevEvent)
      throws MalformedBytes {
    int number = in.number(Integer.MAX_VALUE, "the number of the event");
    EventId id = in.id();
    long depth = in.number();
    int key = StateMap.ABSENT;
    Option<StateKey> newKey = Option.none();
    if (isState) {
      key = in.number(Integer.MAX_VALUE, "the state key");
      newKey = hasNewKey ? Option.some(new StateKey(in.text(), in.text())) : newKey;
    }
    return new Placement(
        number,
        id,
        depth,
        isCreate,
        key,
        newKey,
        numbers(number, in),
        numbers(number, in),
        ids(in),
        hasOnePrevEvent);
  }

  private static int[] numbers(int from, BinaryReader in) throws MalformedBytes {
    int size = in.number(Integer.MAX_VALUE, "the number of references");
    if (size == 0) {
      return NONE;
    }
    in.expect(size);
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      long number = from - in.signed();
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw new MalformedBytes("a reference is to no event");
      }
      numbers[i] = (int) number;
    }
    return numbers;
  }

  private static List<EventId> ids(BinaryReader in) throws MalformedBytes {
    int size = in.number(Integer.MAX_VALUE, "the number of unknown references");
    if (size == 0) {
      return List.of();
    }
    in.expect(size);
    List<EventId> ids = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ids.add(in.id());
    }
    return ids;
  }
}
