package dev.roomstate.log.salvage;

import dev.roomstate.content.CreateContent;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.snapshot.RoomSnapshot;
import dev.roomstate.log.snapshot.SnapshotFolder;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds out which room entries are of where the frame that says so may be lost. */
final class RoomBinding {
  private final DamagedLog source;
  private final RoomVersions versions;

  /** Rooms that were named, and of which no entry is known. */
  private final Map<RoomId, NamedRoom> named = new LinkedHashMap<>();

  private final Set<RoomId> bound = new HashSet<>();

  RoomBinding(DamagedLog source, RoomVersions versions) {
    this.source = source;
    this.versions = versions;
  }

  Option<RoomVersion> version(NamedRoom room) {
    return versions.get(room.version());
  }

  /** A frame names this room. */
  void named(NamedRoom room) {
    if (!bound.contains(room.id())) {
      named.put(room.id(), room);
    }
  }

  /** It is known which entries are of this room. */
  void bound(NamedRoom room) {
    named.remove(room.id());
    bound.add(room.id());
  }

  /** The room of an entry: one that was named, or the one that its event makes. */
  Option<NamedRoom> of(byte[] payload) {
    for (NamedRoom room : named.values()) {
      Option<Pdu> pdu = event(payload, version(room).get()).flatMap(RoomBinding::pdu);
      if (pdu.exists(read -> read.facts().roomId().equals(room.id()))) {
        return Option.some(room);
      }
    }
    return made(payload).filter(room -> !bound.contains(room.id()));
  }

  private Option<NamedRoom> made(byte[] payload) {
    for (RoomVersion version : versions.all()) {
      Option<JudgedEvent> entry = event(payload, version);
      if (entry.isEmpty() || entry.get().madeRoom().isEmpty()) {
        return Option.none();
      }
      Option<Pdu> pdu = pdu(entry.get());
      boolean isOfVersion =
          pdu.exists(
              read ->
                  read.facts().content() instanceof CreateContent content
                      && content.versionAmong(versions).contains(version));
      if (isOfVersion) {
        return Option.some(new NamedRoom(entry.get().madeRoom().get(), version.id()));
      }
    }
    return Option.none();
  }

  private static Option<JudgedEvent> event(byte[] payload, RoomVersion version) {
    return EntryFormat.read(payload, room -> version.rules())
        .map(EntryFormat.Numbered::event)
        .toOption();
  }

  private static Option<Pdu> pdu(JudgedEvent entry) {
    try {
      return Option.some(entry.pdu());
    } catch (LogFailure e) {
      return Option.none();
    }
  }

  /** The room that an entry's event says it is of, in whatever version it can be read. */
  Option<RoomId> idIn(byte[] payload) {
    for (RoomVersion version : versions.all()) {
      Option<Pdu> pdu = event(payload, version).flatMap(RoomBinding::pdu);
      if (pdu.isDefined()) {
        return pdu.map(read -> read.facts().roomId());
      }
    }
    return Option.none();
  }

  /** The room of an entry, where a snapshot tells its version. */
  Option<NamedRoom> ofSnapshot(byte[] payload) {
    if (source.manifest().isEmpty()) {
      return Option.none();
    }
    Path folder = source.folder().resolve("snapshots");
    SnapshotFolder snapshots = new SnapshotFolder(folder, source.manifest().get().id(), false);
    return idIn(payload)
        .filter(id -> !bound.contains(id))
        .flatMap(
            id ->
                snapshots
                    .read(id)
                    .flatMap(bytes -> RoomSnapshot.versionIn(bytes, id))
                    .filter(version -> versions.get(version).isDefined())
                    .map(version -> new NamedRoom(id, version)));
  }
}
