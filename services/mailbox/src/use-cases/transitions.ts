import { KuvertError } from '@kuvert/shared/errors';
import type { PersonId } from '@kuvert/shared/ids';
import { isDone, type Handling } from '@kuvert/shared/message';

/**
 * What people do with a message:
 *
 *     new ──take──▶ taken ──register / not-register──▶ done
 *      ▲             │ ▲                                │
 *      └──give-back──┘ └────────────reopen──────────────┘
 *
 * take-over: taken by another ──▶ taken by me. register, not-register and forward also go straight from new. What was
 * forwarded is done here for good: `forward-message.ts` does it, since the documents go as well. quarantine sets a fax aside
 * that is junk, from new or taken by me; nothing but release, which makes it new, is done with it there.
 */
export type HandlingAction =
  | { readonly kind: 'take' }
  | { readonly kind: 'give-back' }
  | { readonly kind: 'take-over'; readonly note: string }
  | {
      readonly kind: 'register';
      readonly system: string;
      readonly reference: string;
      /** Whom it concerns; null: no one person; undefined: nobody said. */
      readonly personNumber?: string | null | undefined;
    }
  | { readonly kind: 'not-register'; readonly reason: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'quarantine' }
  | { readonly kind: 'release' };

export interface Transition {
  readonly handling: Handling;
  readonly event:
    | 'taken'
    | 'given-back'
    | 'taken-over'
    | 'registered'
    | 'not-registered'
    | 'reopened'
    | 'quarantined'
    | 'released';
  readonly note: string | null;
}

export interface Situation {
  readonly current: Handling;
  /** The name of who has it; null when it is new. */
  readonly byName: string | null;
  readonly me: PersonId;
  readonly now: Date;
}

/**
 * What the action makes of the work state; undefined when there is nothing to do, since it is so already.
 * @throws KuvertError `already-taken` (with `by`), `already-done`, `already-forwarded`, `not-taken-by-you`, `not-done`,
 * `quarantined`, `not-quarantined`
 */
export const transition = (
  action: HandlingAction,
  situation: Situation,
): Transition | undefined => {
  const { current, me, now } = situation;
  const mine = { by: me, at: now };
  switch (action.kind) {
    case 'take':
      refuseDone(current);
      if (isMine(situation)) return undefined;
      refuseAnothers(situation);
      return { handling: { state: 'taken', ...mine }, event: 'taken', note: null };
    case 'take-over':
      refuseDone(current);
      if (isMine(situation)) return undefined;
      return { handling: { state: 'taken', ...mine }, event: 'taken-over', note: action.note };
    case 'give-back':
      if (!isMine(situation))
        throw new KuvertError('not-taken-by-you', 'the message is not taken by you');
      return { handling: { state: 'new' }, event: 'given-back', note: null };
    case 'register': {
      const { system, reference } = action;
      if (isRegisteredSo(situation, action)) return undefined;
      refuseDone(current);
      refuseAnothers(situation);
      return {
        handling: { state: 'registered', ...mine, system, reference },
        event: 'registered',
        note: `${system} ${reference}`,
      };
    }
    case 'not-register': {
      refuseDone(current);
      refuseAnothers(situation);
      const { reason } = action;
      return {
        handling: { state: 'not-registered', ...mine, reason },
        event: 'not-registered',
        note: reason,
      };
    }
    case 'reopen':
      if (current.state === 'forwarded')
        throw new KuvertError('already-forwarded', 'the message lies with another department now');
      if (!isDone(current.state)) throw new KuvertError('not-done', 'the message is not done');
      return { handling: { state: 'taken', ...mine }, event: 'reopened', note: null };
    case 'quarantine':
      if (current.state === 'quarantined') return undefined;
      refuseDone(current);
      refuseAnothers(situation);
      return { handling: { state: 'quarantined', ...mine }, event: 'quarantined', note: null };
    case 'release':
      if (current.state === 'new') return undefined;
      if (current.state !== 'quarantined')
        throw new KuvertError('not-quarantined', 'the message is not set aside');
      return { handling: { state: 'new' }, event: 'released', note: null };
  }
};

/** @throws KuvertError `already-taken` (with `by`), `already-done`, `quarantined` */
export const refuseForwarding = (situation: Omit<Situation, 'now'>): void => {
  refuseDone(situation.current);
  refuseAnothers(situation);
};

const isMine = ({ current, me }: Omit<Situation, 'now'>): boolean =>
  current.state === 'taken' && current.by === me;

/** By me, in the same system under the same reference: asked again since the answer was lost. */
const isRegisteredSo = (
  { current, me }: Situation,
  { system, reference }: { readonly system: string; readonly reference: string },
): boolean =>
  current.state === 'registered' &&
  current.by === me &&
  current.system === system &&
  current.reference === reference;

const refuseDone = (current: Handling): void => {
  if (isDone(current.state)) throw new KuvertError('already-done', 'the message is done already');
  if (current.state === 'quarantined')
    throw new KuvertError('quarantined', 'the message is set aside as junk');
};

/** @throws KuvertError `already-taken` (with `by`) */
export const refuseAnothers = (situation: Omit<Situation, 'now'>): void => {
  if (situation.current.state === 'taken' && !isMine(situation))
    throw new KuvertError('already-taken', 'somebody else has taken the message', {
      details: { by: situation.byName ?? '' },
    });
};
