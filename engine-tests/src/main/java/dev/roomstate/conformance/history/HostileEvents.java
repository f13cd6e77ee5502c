package dev.roomstate.conformance.history;

import static dev.roomstate.conformance.TimelineServers.userId;

import dev.roomstate.conformance.EventDraft;
import dev.roomstate.conformance.JsonTree;
import dev.roomstate.conformance.ThirdPartyIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes events into what no honest server sends. */
final class HostileEvents {
  private static final List<String> FIELDS =
      List.of(
          "type",
          "state_key",
          "sender",
          "room_id",
          "content",
          "prev_events",
          "auth_events",
          "depth",
          "origin_server_ts",
          "redacts",
          "event_id",
          "unsigned",
          "extra",
          "hashes",
          "signatures");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "5",
          "-1",
          "\"x\"",
          "{}",
          "[]",
          "[[]]",
          "[null]",
          "1.5",
          "1e400",
          "\"\"",
          "9007199254740992",
          "9223372036854775807",
          "9223372036854775808",
          "-0",
          "{\"a\":{\"b\":[1,\"\\u0000\\ud83d\\ude00\"]}}",
          "\"@bob:b.org\"",
          "\"!other:a.org\"",
          "\"$unknown\"",
          "[\"$unknown\"]",
          "\"@:a.org\"",
          "\"@x:*\"",
          "{\"sha256\":5}");

  private HostileEvents() {}

  /** Spoils an event in one way or another. */
  static void spoil(EventDraft draft, History history, Random random) {
    int die = random.nextInt(100);
    if (die < 25) {
      spoilContent(draft, history, random);
    } else if (die < 60) {
      spoilReferences(draft, history, random);
    } else if (die < 80) {
      spoilField(draft, random);
    } else if (die < 88) {
      draft.change(pdu -> pdu.put("room_id", "!other:a.org"));
    } else if (die < 94) {
      draft.stateKey(
          List.of("@others", "", userId("bob"), "@bob", "\u0000", "@alice:a.org:8448")
              .get(random.nextInt(6)));
    } else if (history.temper.sealed()) {
      spoilSeal(draft, random);
    } else {
      draft.depth(
          List.of(0L, -1L, (1L << 53) - 1, 1L << 53, Long.MAX_VALUE).get(random.nextInt(5)));
    }
  }

  private static Object value(Random random) {
    return new JsonTree.Raw(VALUES.get(random.nextInt(VALUES.size())));
  }

  private static void spoilField(EventDraft draft, Random random) {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    if (random.nextInt(3) == 0) {
      draft.withoutField(field);
    } else {
      draft.field(field, value(random));
    }
  }

  private static void spoilSeal(EventDraft draft, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> draft.changeSigned(pdu -> pdu.put("extra", "not hashed"));
      case 1 -> draft.changeSigned(pdu -> pdu.put("content", JsonTree.object("body", "changed")));
      case 2 -> draft.changeSigned(pdu -> pdu.put("signatures", JsonTree.object()));
      default -> draft.changeSigned(pdu -> pdu.put("depth", 77));
    }
  }

  private static void spoilContent(EventDraft draft, History history, Random random) {
    if (draft.type().equals("m.room.power_levels")) {
      Levels.spoil(draft.content(), history, random);
      return;
    }
    String[] members = {
      "membership",
      "join_rule",
      "third_party_invite",
      "join_authorised_via_users_server",
      "redacts",
      "public_key",
      "public_keys",
      "m.federate",
      "room_version",
      "creator"
    };
    List<String> known = new ArrayList<>(draft.content().keySet());
    known.addAll(Arrays.asList(members));
    String member = known.get(random.nextInt(known.size()));
    switch (random.nextInt(4)) {
      case 0 -> draft.without(member);
      case 1 -> draft.with(member, "superadmin");
      case 2 -> draft.with(member, userId(history.anyone(random)));
      default -> draft.with(member, value(random));
    }
  }

  private static void spoilReferences(EventDraft draft, History history, Random random) {
    List<String> names = history.timeline.names();
    String some = names.get(random.nextInt(names.size()));
    switch (random.nextInt(9)) {
      case 0 -> draft.authWithout("m.room.power_levels");
      case 1 -> draft.authWithout("m.room.create");
      case 2 -> draft.authWithout("m.room.member");
      case 3 -> draft.authWithout("m.room.join_rules");
      case 4 -> draft.auth();
      case 5 -> draft.authAlso("create");
      case 6 -> draft.authAlso(random.nextInt(4) == 0 ? "$unknown" : some);
      case 7 -> {
        // Events that the room had once, or has elsewhere.
        List<String> old = new ArrayList<>();
        old.add("create");
        for (String name : names) {
          if (random.nextInt(4) == 0 && old.size() < 9) {
            old.add(name);
          }
        }
        draft.auth(old.toArray(String[]::new));
      }
      default -> {
        if (random.nextInt(4) == 0) {
          draft.after(List.of(some, some));
        } else {
          draft.after(List.of(some));
        }
      }
    }
  }

  /** Spoils the create event that a room begins with. */
  static void spoilCreate(EventDraft create, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> create.with("room_version", random.nextInt(2) == 0 ? "99" : value(random));
      case 1 -> create.with("creator", value(random));
      case 2 -> create.without("creator");
      case 3 -> create.with("additional_creators", value(random));
      default -> create.with("m.federate", value(random));
    }
  }

  /** Spoils the third-party invite of a member event. */
  @SuppressWarnings("unchecked")
  static void forge(EventDraft member, History history, Random random) {
    Map<String, Object> invite = (Map<String, Object>) member.content().get("third_party_invite");
    Map<String, Object> signed = (Map<String, Object>) invite.get("signed");
    String mxid = String.valueOf(signed.get("mxid"));
    String token = String.valueOf(signed.get("token"));
    ThirdPartyIdentity other =
        new ThirdPartyIdentity("forger.example.org", history.timeline.servers());
    switch (random.nextInt(10)) {
      case 0 -> invite.put("signed", other.signed(mxid, token));
      case 1 -> signed.put("mxid", userId(history.anyone(random)));
      case 2 -> signed.put("token", "unknown");
      case 3 -> signed.remove(random.nextInt(2) == 0 ? "mxid" : "token");
      case 4 -> signed.put("signatures", value(random));
      case 5 -> invite.put("signed", value(random));
      case 6 -> member.with("third_party_invite", value(random));
      case 7 -> signed.put("extra", "unsigned member");
      case 8 -> signed.put("unsigned", JsonTree.object("age", 1));
      default -> {
        signed.remove("signatures");
        history.timeline.identity().sign(JsonTree.object());
      }
    }
  }
}
