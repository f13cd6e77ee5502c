package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.id.EventId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.resolution.ResolutionTrace;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.StateView;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges cases of the judging protocol, each for itself. */
final class CaseJudge {
  private final EngineConfig config;

  /** A judge; the keys and check 6 are those of each case. */
  CaseJudge(EngineConfig config) {
    this.config = config;
  }

  /** The answer to a case, or why it has none. */
  Either<Case.Unreadable, CaseAnswer> judge(Case asked) {
    try {
      return Either.right(answer(asked));
    } catch (Malformed e) {
      return Either.left(new Case.Unreadable(asked.id(), e.getMessage()));
    }
  }

  private CaseAnswer answer(Case asked) throws Malformed {
    EngineConfig ofCase = config.withKeys(asked.keys()).withSoftFailure(asked.softFail());
    List<JudgedEvent> judged = new ArrayList<>();
    try (RoomStateEngine engine = RoomStateEngine.open(ofCase, new NoEventLog())) {
      if (asksForStates(asked)) {
        engine.subscribe((LogEntry entry) -> judged.add(entry.event()));
      }
      RoomWriter writer = engine.openUnlistedRoom(asked.version());
      AnswerSheet sheet = new AnswerSheet(writer);
      for (RoomEntry entry : asked.events()) {
        sheet.receive(entry, true);
      }
      List<RoomWriter.Waiting> waiting = sheet.finish();
      List<EventAnswer> answers = new ArrayList<>(sheet.size());
      for (int i = 0; i < sheet.size(); i++) {
        answers.add(sheet.answer(i));
      }
      CaseEvents events = new CaseEvents("case", writer.room(), writer.reducer(), judged, waiting);
      requireGivenStates(asked, answers, events);
      return new CaseAnswer(
          asked.id(),
          asked.version(),
          answers,
          checks(asked, events),
          resolved(asked, events),
          states(asked, events));
    }
  }

  private static boolean asksForStates(Case asked) {
    return asked.checks().isDefined()
        || asked.resolve().isDefined()
        || asked.stateAt().isDefined()
        || asked.events().stream().anyMatch(event -> event.state().isDefined());
  }

  private static void requireGivenStates(Case asked, List<EventAnswer> answers, CaseEvents events)
      throws Malformed {
    for (int i = 0; i < answers.size(); i++) {
      boolean dropped = answers.get(i).outcome() == EventOutcome.DROPPED;
      Option<List<EventId>> state = asked.events().get(i).state();
      if (state.isDefined() && !dropped) {
        events.requireOnePerKey(state.get());
      }
    }
  }

  private static Option<List<CaseAnswer.Checked>> checks(Case asked, CaseEvents events)
      throws Malformed {
    if (asked.checks().isEmpty()) {
      return Option.none();
    }
    List<CaseAnswer.Checked> checked = new ArrayList<>();
    for (Case.CheckRequest request : asked.checks().get()) {
      events.requireKnown(request.event());
      events.requireState(request.state());
      checked.add(
          new CaseAnswer.Checked(request.event(), events.check(request.event(), request.state())));
    }
    return Option.some(checked);
  }

  private static Option<List<StateView.Entry>> resolved(Case asked, CaseEvents events)
      throws Malformed {
    if (asked.resolve().isEmpty()) {
      return Option.none();
    }
    for (List<EventId> set : asked.resolve().get()) {
      events.requireState(set);
    }
    return Option.some(
        events.resolve(asked.resolve().get(), ResolutionTrace.NONE).resolved().entries());
  }

  private static Option<Map<EventId, Option<StateView>>> states(Case asked, CaseEvents events)
      throws Malformed {
    if (asked.stateAt().isEmpty()) {
      return Option.none();
    }
    Map<EventId, Option<StateView>> states = new LinkedHashMap<>();
    for (EventId id : asked.stateAt().get()) {
      events.requireKnown(id);
      states.put(id, events.stateAfter(id));
    }
    return Option.some(states);
  }
}
