package dev.roomstate.conformance;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.conformance.CaseAnswer.CheckAnswer;
import dev.roomstate.conformance.CaseAnswer.EventAnswer;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.resolution.StateResolutionReading;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateHash;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine, asked cases of the judging protocol through its public API. */
public final class EngineImplementation implements RoomImplementation {
  private static final EngineConfig CONFIG = EngineConfig.withoutSignatures();

  private final StateResolutionReading reading;

  /** The engine that reads state resolution as servers do. */
  public EngineImplementation() {
    this(StateResolutionReading.NETWORK);
  }

  /** The engine with this reading of state resolution. */
  public EngineImplementation(StateResolutionReading reading) {
    this.reading = reading;
  }

  @Override
  public CaseAnswer judge(ProtocolCase asked) {
    Option<RoomVersion> version = RoomVersions.STANDARD.get(asked.roomVersion());
    if (version.isEmpty()) {
      return CaseAnswer.failed("the room version is unknown");
    }
    EngineConfig config = config(asked);
    try (RoomStateEngine engine = RoomStateEngine.inMemory(config)) {
      return new Run(engine.openUnlistedRoom(version.get()), version.get()).judge(asked);
    }
  }

  /** The options under which the engine answers this case. */
  EngineConfig config(ProtocolCase asked) {
    return CONFIG
        .withKeys(asked.keys().map(EngineImplementation::keyRing))
        .withReading(reading)
        .withSoftFailure(asked.softFail());
  }

  /** The event as the engine takes it. */
  public static ReceivedPdu received(ProtocolCase.Entry entry) {
    ReceivedPdu pdu = ReceivedPdu.of(entry.pdu().getBytes(StandardCharsets.UTF_8));
    Arrival arrival =
        entry.outlier()
            ? Arrival.OUTLIER
            : entry
                .state()
                .<Arrival>map(ids -> new Arrival.WithState(ids.stream().map(EventId::new).toList()))
                .getOrElse(Arrival.IN_FULL);
    return entry.trustedId().map(EventId::new).map(pdu::trusting).getOrElse(pdu).arriving(arrival);
  }

  private static KeyRing keyRing(Map<String, Map<String, String>> servers) {
    Map<String, Map<String, VerifyKey>> keys = new HashMap<>();
    servers.forEach(
        (server, byId) -> {
          Map<String, VerifyKey> known = new HashMap<>();
          byId.forEach((id, key) -> known.put(id, VerifyKey.ofBase64(key).get()));
          keys.put(server, known);
        });
    return KeyRing.of(keys);
  }

  /** One case in a room of its own. */
  private static final class Run {
    private final RoomWriter writer;
    private final RoomVersion version;
    private final Map<String, Integer> outliers = new HashMap<>();
    private final Map<String, Integer> inFull = new HashMap<>();
    private final Map<EventId, VerifiedPdu> judged = new HashMap<>();
    private Receipt[] receipts;
    private int[] repeats;

    Run(RoomWriter writer, RoomVersion version) {
      this.writer = writer;
      this.version = version;
    }

    CaseAnswer judge(ProtocolCase asked) {
      int size = asked.events().size();
      receipts = new Receipt[size];
      repeats = new int[size];
      Arrays.fill(repeats, -1);
      for (int i = 0; i < size; i++) {
        receive(i, asked.events().get(i));
      }
      for (RoomWriter.Waiting waiting : writer.waiting()) {
        receipts[(int) waiting.ticket()] = waiting.receipt();
        judged.putIfAbsent(waiting.event().pdu().id(), waiting.event());
      }
      StateHash hash = StateView.hasher(writer.room().graph());
      List<EventAnswer> answers = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int answered = repeats[i] < 0 ? i : repeats[i];
        answers.add(answer(receipts[answered], asked.events().get(answered), hash));
      }
      List<CheckAnswer> checks = asked.checks().stream().map(this::check).toList();
      List<List<String>> resolved = asked.resolve().map(this::resolve).getOrElse(List.of());
      return new CaseAnswer(answers, checks, resolved, Option.none());
    }

    private void receive(int index, ProtocolCase.Entry entry) {
      Received received = writer.receive(received(entry));
      received.released().forEach(late -> record((int) late.ticket(), late.receipt()));
      Receipt receipt = received.receipt();
      record(index, receipt);
      if (receipt instanceof Receipt.Known known) {
        String id = known.id().value();
        Integer full = inFull.get(id);
        repeats[index] = full == null ? outliers.get(id) : full;
      } else if (receipt instanceof Receipt.Judged done) {
        came(index, done.entry().pdu().id(), entry);
      } else if (receipt instanceof Receipt.Deferred deferred) {
        came(index, deferred.id(), entry);
      }
    }

    private void came(int index, EventId id, ProtocolCase.Entry entry) {
      (entry.outlier() ? outliers : inFull).put(id.value(), index);
    }

    private void record(int index, Receipt receipt) {
      receipts[index] = receipt;
      if (receipt instanceof Receipt.Judged done) {
        judged.put(
            done.entry().pdu().id(),
            new VerifiedPdu(
                done.entry().pdu(), done.entry().hash(), done.entry().authorisingServerSigned()));
      }
    }

    private EventAnswer answer(Receipt receipt, ProtocolCase.Entry entry, StateHash hash) {
      if (receipt instanceof Receipt.Judged done) {
        GraphEvent event = done.placed();
        Option<Rejection> rejection = done.entry().rejection();
        return new EventAnswer(
            event.id().value(),
            event.outcome().label(),
            rejection.map(r -> r.check().label()).getOrNull(),
            rejection.map(r -> r.rule().name()).getOrNull(),
            rejection.flatMap(r -> number(r.rule())).getOrNull(),
            done.entry().hash().label(),
            event.stateBefore().map(hash::of).getOrNull(),
            event.stateAfter().map(hash::of).getOrNull(),
            List.of());
      }
      if (receipt instanceof Receipt.Deferred deferred) {
        return new EventAnswer(
            deferred.id().value(),
            "deferred",
            null,
            null,
            null,
            deferred.hash().label(),
            null,
            null,
            deferred.missing().toJavaList().stream().map(EventId::value).toList());
      }
      EventDefect defect = ((Receipt.Dropped) receipt).defect();
      String id = defect.check() == Check.FORMAT ? null : id(entry);
      return new EventAnswer(
          id, "dropped", defect.check().label(), null, null, null, null, null, List.of());
    }

    private String id(ProtocolCase.Entry entry) {
      ReceivedPdu pdu = received(entry);
      return writer.reducer().parse(pdu.bytes(), pdu.trustedId()).get().id().value();
    }

    private Option<String> number(AuthRule rule) {
      return rule.number(version.rules().ruleList());
    }

    private CheckAnswer check(ProtocolCase.CheckRequest request) {
      dev.roomstate.auth.Verdict verdict =
          writer
              .reducer()
              .checks()
              .byState(
                  judged.get(new EventId(request.event())), writer.room(), state(request.state()));
      return new CheckAnswer(
          verdict.isAllowed(), verdict.isAllowed() ? null : verdict.rule().name());
    }

    private List<List<String>> resolve(List<List<String>> sets) {
      EventGraph graph = writer.room().graph();
      StateMap resolved =
          writer.reducer().resolver().resolve(graph, sets.stream().map(this::state).toList());
      return new StateView(graph, resolved)
          .entries().stream()
              .map(e -> List.of(e.key().type(), e.key().stateKey(), e.event().value()))
              .toList();
    }

    private StateMap state(List<String> ids) {
      EventGraph graph = writer.room().graph();
      StateMap state = StateMap.EMPTY;
      for (String id : ids) {
        GraphEvent event = graph.get(new EventId(id)).get();
        state = state.with(event.key(), event.number());
      }
      return state;
    }
  }
}
