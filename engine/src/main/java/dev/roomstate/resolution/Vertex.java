package dev.roomstate.resolution;

import dev.roomstate.content.PowerLevel;
import dev.roomstate.graph.GraphEvent;
import java.util.ArrayList;
import java.util.List;

/** An event that waits for its turn in the reverse topological power ordering. */
final class Vertex implements Comparable<Vertex> {
  private final GraphEvent event;
  private final PowerLevel senderLevel;
  private final List<Vertex> successors = new ArrayList<>();
  private int openAncestors;

  Vertex(GraphEvent event, PowerLevel senderLevel) {
    this.event = event;
    this.senderLevel = senderLevel;
  }

  GraphEvent event() {
    return event;
  }

  void waitFor(Vertex ancestor) {
    ancestor.successors.add(this);
    openAncestors++;
  }

  boolean isReady() {
    return openAncestors == 0;
  }

  /** Those of the successors that wait for nobody any more. */
  List<Vertex> releaseSuccessors() {
    List<Vertex> released = new ArrayList<>();
    for (Vertex successor : successors) {
      if (--successor.openAncestors == 0) {
        released.add(successor);
      }
    }
    return released;
  }

  /**
   * "x < y if x's sender has greater power level than y's sender, when looking at their respective
   * auth_events; or … x's origin_server_ts is less than y's …; or … x's event_id is less".
   */
  @Override
  public int compareTo(Vertex other) {
    int byLevel = other.senderLevel.compare(senderLevel);
    return byLevel != 0 ? byLevel : EventOrder.BY_TIME_AND_ID.compare(event, other.event);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vertex that && event.number() == that.event.number();
  }

  @Override
  public int hashCode() {
    return event.number();
  }
}
