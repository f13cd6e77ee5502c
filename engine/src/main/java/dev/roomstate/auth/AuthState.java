package dev.roomstate.auth;

import dev.roomstate.content.CreateContent;
import dev.roomstate.content.JoinRule;
import dev.roomstate.content.JoinRulesContent;
import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.content.PowerLevelsContent;
import dev.roomstate.content.ThirdPartyInviteContent;
import dev.roomstate.event.EventFacts;
import io.vavr.control.Option;
import java.util.function.Function;

/** The state that an event is judged against, as the rules read it. Immutable. */
public final class AuthState {
  private final EventFacts[] bySlot;

  private AuthState(EventFacts[] bySlot) {
    this.bySlot = bySlot;
  }

  /** The state in which each place holds what the function finds for it. */
  public static AuthState of(Function<AuthSlot, Option<EventFacts>> find) {
    AuthSlot[] slots = AuthSlot.all();
    EventFacts[] bySlot = new EventFacts[slots.length];
    for (AuthSlot slot : slots) {
      bySlot[slot.ordinal()] = find.apply(slot).getOrNull();
    }
    return new AuthState(bySlot);
  }

  /** The event in this place, if the state has one. */
  public Option<EventFacts> event(AuthSlot slot) {
    return Option.of(bySlot[slot.ordinal()]);
  }

  /** The event in this place, or null: for the guards of this package. */
  EventFacts orNull(AuthSlot slot) {
    return bySlot[slot.ordinal()];
  }

  Option<CreateContent> create() {
    EventFacts event = orNull(AuthSlot.CREATE);
    return event != null && event.content() instanceof CreateContent content
        ? Option.some(content)
        : Option.none();
  }

  Option<PowerLevelsContent> powerLevels() {
    EventFacts event = orNull(AuthSlot.POWER_LEVELS);
    return event != null && event.content() instanceof PowerLevelsContent content
        ? Option.some(content)
        : Option.none();
  }

  JoinRule joinRule() {
    EventFacts event = orNull(AuthSlot.JOIN_RULES);
    return event != null && event.content() instanceof JoinRulesContent content
        ? content.joinRule()
        : JoinRule.DEFAULT;
  }

  Option<ThirdPartyInviteContent> thirdPartyInvite() {
    EventFacts event = orNull(AuthSlot.THIRD_PARTY_INVITE);
    return event != null && event.content() instanceof ThirdPartyInviteContent content
        ? Option.some(content)
        : Option.none();
  }

  /** The membership in this place: {@code leave} where there is none. */
  Membership membership(AuthSlot slot) {
    EventFacts event = orNull(slot);
    return event != null && event.content() instanceof MemberContent content
        ? content.membership()
        : Membership.LEAVE;
  }
}
