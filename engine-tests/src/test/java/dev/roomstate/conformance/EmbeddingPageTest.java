package dev.roomstate.conformance;

import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.powerLevels;
import static dev.roomstate.conformance.EventDraft.topic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.event.KeyRequest;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.StateView;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of docs/embedding.md, compiled as they stand there. They are one homeserver, Bob's,
 * which joins a room of others.
 */
class EmbeddingPageTest {
  private static final String SOURCE =
      """
      package dev.roomstate.conformance;

      import dev.roomstate.*;
      import dev.roomstate.content.*;
      import dev.roomstate.crypto.*;
      import dev.roomstate.event.*;
      import dev.roomstate.id.*;
      import dev.roomstate.json.*;
      import dev.roomstate.log.*;
      import dev.roomstate.log.disk.*;
      import dev.roomstate.receipt.*;
      import dev.roomstate.version.*;
      import io.vavr.control.Option;
      import java.nio.file.Path;
      import java.util.*;
      import java.util.concurrent.*;

      final class ExampleHomeserver extends EmbeddingPageTest.Homeserver {
        %s

        @Override
        RoomStateEngine engine() {
          return engine;
        }
      }
      """;

  private static final UserId BOB = new UserId("@bob:b.org");

  @TempDir static Path folder;

  private static Class<?> compiled;

  private RoomTimeline room;
  private Homeserver home;

  /** What the examples take for granted, and what they make. */
  abstract static class Homeserver {
    final List<Receipt> answers = new ArrayList<>();
    final List<byte[]> published = new ArrayList<>();
    KeyRing keysOfOthers;
    SigningKey signingKey;

    void answer(long ticket, Receipt receipt) {
      assertTrue(ticket >= 0);
      answers.add(receipt);
    }

    void refuse(RoomStateEngine.Unroutable why) {
      throw new AssertionError(why);
    }

    KeyLookup fetch(KeyRequest key) {
      return keysOfOthers.lookup(key.server(), key.keyId());
    }

    void publish(byte[] pdu) {
      published.add(pdu);
    }

    abstract RoomStateEngine engine();

    abstract RoomStateEngine overALog(Path log, EngineConfig config);

    abstract RoomStateEngine backAtOnce(Path log, EngineConfig config);

    abstract void receive(byte[] pdu);

    abstract void fetchKeys(RoomWriter room, Receipt.KeysMissing missing);

    abstract Received join(
        RoomId id, RoomVersion version, List<byte[]> authChain, List<byte[]> state, byte[] join);

    abstract Received say(RoomId id, UserId sender, String text);

    abstract Option<JsonObject> show(RoomId room, EventId event, UserId user);

    abstract RoomStateEngine.Subscription follow(BlockingQueue<LogEntry> queue);
  }

  static Stream<String> versions() {
    return RoomVersions.STANDARD.all().map(RoomVersion::id).toJavaStream();
  }

  @BeforeAll
  static void compileThePage() throws Exception {
    String members = String.join("\n\n", PageExamples.of("docs/embedding.md"));
    compiled = PageExamples.compile(folder, "ExampleHomeserver", SOURCE.formatted(members));
  }

  private byte[] pdu(String name) {
    String text = room.entries().get(room.names().indexOf(name)).pdu();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** These events, in an order in which hardly any comes after what it cites. */
  private List<byte[]> pdus(Stream<String> names) {
    List<byte[]> shuffled = new ArrayList<>(names.map(this::pdu).toList());
    Collections.shuffle(shuffled, new Random(20261124));
    return shuffled;
  }

  private void fetchAllKeys(RoomId id) {
    List<Receipt> before = List.copyOf(home.answers);
    home.answers.clear();
    RoomWriter writer = home.engine().room(id).get();
    for (Receipt receipt : before) {
      home.fetchKeys(writer, assertInstanceOf(Receipt.KeysMissing.class, receipt));
    }
  }

  private void assertAllAccepted(int count) {
    int accepted = 0;
    for (Receipt receipt : home.answers) {
      if (receipt instanceof Receipt.Judged judged) {
        assertEquals(Outcome.ACCEPTED, judged.entry().outcome());
        accepted++;
      } else {
        assertInstanceOf(Receipt.Deferred.class, receipt);
      }
    }
    assertEquals(count, accepted);
  }

  /**
   * Goal: a server that follows the page joins a room and takes part in it. Method: the room is
   * written by hand up to the join of Bob; his server, which knows no key yet, is handed what the
   * answer to his join would hold.
   */
  @ParameterizedTest
  @MethodSource("versions")
  void homeserverJoinsARoomTalksAndListens(String version) throws Exception {
    room = RoomTimeline.sealedRoom(version).add(topic("alice", "old").named("old"), join("carol"));
    room.add(powerLevels("alice", room.levels("carol", 50)), topic("carol", "new").named("new"));
    List<String> beforeJoin = room.names();
    StateView state = room.state();
    room.add(join("bob").named("join"));
    RoomId id = home(version);
    BlockingQueue<LogEntry> followed = new LinkedBlockingQueue<>();
    RoomStateEngine.Subscription subscription = home.follow(followed);
    List<String> current =
        beforeJoin.stream()
            .filter(name -> state.entries().stream().anyMatch(e -> isNamed(e.event(), name)))
            .toList();
    Received joined =
        home.join(
            id,
            room.version(),
            pdus(beforeJoin.stream().filter(name -> !current.contains(name))),
            pdus(current.stream()),
            pdu("join"));
    home.answers.add(joined.receipt());
    fetchAllKeys(id);
    assertAllAccepted(beforeJoin.size() + 1);
    subscription.close();
    EventId join = new EventId(room.id("join"));
    assertEquals(state.hash(), home.engine().stateBefore(id, join).get().hash());
    assertEquals(beforeJoin.size() + 1, followed.size());

    assertInstanceOf(Receipt.Judged.class, home.say(id, BOB, "hello").receipt());
    assertEquals(1, home.published.size());

    home.answers.clear();
    room.add(message("carol").named("heard"));
    home.receive(pdu("heard"));
    assertAllAccepted(1);
    EventId heard = new EventId(room.id("heard"));
    assertTrue(home.show(id, heard, BOB).isDefined());
    assertFalse(home.show(id, heard, new UserId("@dave:d.org")).isDefined());
    assertEquals(beforeJoin.size() + 1, followed.size(), "the subscription has ended");
  }

  @Test
  void logIsOpenedAsThePageSays(@TempDir Path logs) throws Exception {
    EngineConfig config = EngineConfig.withoutSignatures();
    room = RoomTimeline.sealedRoom("11");
    RoomId id = home("11");
    Path log = logs.resolve("log");
    try (RoomStateEngine engine = home.overALog(log, config)) {
      room.entries().forEach(entry -> engine.receive(received(entry.pdu())));
      assertEquals(room.entries().size(), engine.log().end().sequence());
    }
    try (RoomStateEngine engine = home.backAtOnce(log, config)) {
      assertEquals(room.state().hash(), engine.currentState(id).get().hash());
      FramedEventLog opened = assertInstanceOf(FramedEventLog.class, engine.log());
      assertTrue(opened.framesCheckedLater() > 0);
      opened.awaitChecked();
    }
  }

  private static ReceivedPdu received(String pdu) {
    return ReceivedPdu.of(pdu.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isNamed(EventId event, String name) {
    return event.value().equals(room.id(name));
  }

  /** Bob's server, and the id of the room. */
  private RoomId home(String version) throws Exception {
    home = (Homeserver) compiled.getDeclaredConstructor().newInstance();
    home.keysOfOthers = room.servers().keyRing();
    home.signingKey = room.servers().key("b.org");
    assertEquals(version, room.version().id());
    return room.roomId();
  }
}
