package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.V12_CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 1 and 2 (version 12: 1 to 3). */
class StateIndependentRulesTest {
  private static String last(Written room) {
    var answer = room.last();
    return answer.get("outcome").equals("rejected")
        ? answer.get("rule") + " " + answer.get("rule_number")
        : answer.get("outcome").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1|{\"creator\":\"x\"}|accepted",
        "10|{}|CREATE_NO_CREATOR 1.4",
        "10|{\"creator\":null}|accepted",
        "11|{}|accepted",
        "11|{\"additional_creators\":1}|accepted",
        "11|{\"room_version\":\"13\"}|CREATE_UNKNOWN_ROOM_VERSION 1.3",
        "12|{\"room_version\":12}|CREATE_UNKNOWN_ROOM_VERSION 1.3",
        "12|{\"room_version\":\"1\"}|accepted",
        "12|{\"additional_creators\":[\"@b:b.org\"]}|accepted",
        "12|{\"additional_creators\":[\"@b\"]}|CREATE_BAD_ADDITIONAL_CREATORS 1.4",
        "12|{\"additional_creators\":[1]}|CREATE_BAD_ADDITIONAL_CREATORS 1.4",
        "12|{\"additional_creators\":null}|CREATE_BAD_ADDITIONAL_CREATORS 1.4"
      })
  void createEvents(int version, String content, String expected) {
    Written room = new Written(version);
    room.event(version < 12 ? "$create" : V12_CREATE, "m.room.create", ALICE, content)
        .key("")
        .add();
    assertEquals(expected, last(room));
  }

  @Test
  void createEventsOfOtherShape() {
    Written room = new Written(11);
    room.event("$1", "m.room.create", ALICE, "{}").key("").prev("$0").add();
    assertEquals("CREATE_HAS_PREV_EVENTS 1.1", last(room));
    room = new Written(11);
    room.event("$1", "m.room.create", ALICE, "{}").with("room_id", "\"!r:b.org\"").add();
    assertEquals("CREATE_ROOM_ID_DOMAIN 1.2", last(room));
    room = new Written(11);
    room.event("$1", "m.room.create", ALICE, "{}").with("room_id", "\"!r\"").add();
    assertEquals("CREATE_ROOM_ID_DOMAIN 1.2", last(room));
    room = new Written(12);
    room.event(V12_CREATE, "m.room.create", ALICE, "{}").with("room_id", "\"!r:a.org\"").add();
    assertEquals("CREATE_HAS_ROOM_ID 1.2", last(room));
    room = new Written(11);
    room.create();
    room.event("$second", "m.room.create", ALICE, "{}").key("").add();
    assertEquals("CREATE_NOT_FIRST null", last(room).replace("NULL", "null"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, AUTH_EVENTS_NO_CREATE 2.4, 2.1, 2.2, 2.3",
    "11, AUTH_EVENTS_NO_CREATE 2.4, 2.1, 2.2, 2.3",
    "12, accepted, 3.1, 3.2, 3.3"
  })
  void authEvents(int version, String none, String duplicate, String unexpected, String rejected) {
    Written room = new Written(version);
    String create = room.create();
    String join = "{\"membership\":\"join\"}";
    String first =
        room.event("$first", "m.room.member", ALICE, join)
            .key(ALICE)
            .auth(version < 12 ? new String[] {create} : new String[] {})
            .prev(create)
            .add();
    String second =
        room.event("$second", "m.room.member", ALICE, join)
            .key(ALICE)
            .auth(version < 12 ? new String[] {create, first} : new String[] {first})
            .prev(first)
            .add();
    assertEquals("accepted", last(room));
    room.event("$none", "m.room.member", ALICE, join).key(ALICE).auth(first).prev(first).add();
    assertEquals(none, last(room));
    room.event("$twice", "x", ALICE, "{}").auth(first, second).prev(first).add();
    assertEquals("AUTH_EVENTS_DUPLICATE_KEY " + duplicate, last(room));
    room.event("$same", "x", ALICE, "{}").auth(first, first).prev(first).add();
    assertEquals("AUTH_EVENTS_DUPLICATE_KEY " + duplicate, last(room));
    room.event("$other", "m.room.topic", ALICE, "{}")
        .key("")
        .auth(create, first, "$none")
        .prev(first)
        .add();
    String message =
        room.event("$message", "m.room.message", BOB, "{}").auth(first).prev(first).add();
    assertEquals("AUTH_EVENTS_UNEXPECTED " + unexpected, last(room));
    room.event("$cites", "x", ALICE, "{}").auth(message).prev(first).add();
    assertEquals("AUTH_EVENTS_UNEXPECTED " + unexpected, last(room));
    String bad =
        room.event("$bad", "m.room.member", BOB, join)
            .key(BOB)
            .auth(version < 12 ? new String[] {create} : new String[] {})
            .prev(first)
            .add();
    room.event("$citesBad", "x", BOB, "{}").auth(bad).prev(first).add();
    assertEquals("AUTH_EVENTS_REJECTED " + rejected, last(room));
  }

  @Test
  void createEventIsNotCitedIn12() {
    Written room = new Written(12);
    String create = room.create();
    room.event("$1", "m.room.member", ALICE, "{\"membership\":\"join\"}")
        .key(ALICE)
        .auth(create)
        .prev(create)
        .add();
    assertEquals("AUTH_EVENTS_UNEXPECTED 3.2", last(room));
  }

  @Test
  void authEventsOfAnotherRoom() {
    Written room = new Written(3);
    String create = room.create();
    String join = "{\"membership\":\"join\"}";
    String first =
        room.event("$1", "m.room.member", ALICE, join).key(ALICE).auth(create).prev(create).add();
    room.event("$2", "x", ALICE, "{}")
        .with("room_id", "\"!s:a.org\"")
        .auth(create, first)
        .prev(first)
        .add();
    assertEquals("AUTH_EVENTS_OTHER_ROOM 2.5", last(room));
  }

  @Test
  void roomIdMustNameAnAcceptedCreateEventIn12() {
    Written room = new Written(12);
    room.event(V12_CREATE, "m.room.create", ALICE, "{\"room_version\":\"0\"}").key("").add();
    room.joined(ALICE);
    assertEquals("ROOM_ID_NOT_ACCEPTED_CREATE 2", last(room));
    room = new Written(12);
    room.create();
    String alice = room.joined(ALICE);
    room.event("$2", "x", ALICE, "{}").with("room_id", "\"!" + alice.substring(1) + "\"").add();
    assertEquals("ROOM_ID_NOT_ACCEPTED_CREATE 2", last(room));
  }
}
