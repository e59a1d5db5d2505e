import type { PartnerId } from '@kuvert/shared/ids';
import type { MessageData } from '@kuvert/shared/partners/client-api';
import type { ToldReferral } from '@kuvert/shared/partners/fhir/referral-task';
import { mayDelete } from '@kuvert/shared/partners/states';
import { KuvertError } from '@kuvert/shared/errors';
import { gateway } from '@kuvert/shared/reception';

import type { OutboundEvents } from '../events.ts';
import type { OpenDeps } from './open-for-us.ts';
import type { PartnerReplies, PartnerReply } from './partner-ports.ts';
import type { Steps } from './steps.ts';
import { addressed, wholeMessage } from './whole-message.ts';

export interface ServePartnerDeps extends OpenDeps {
  readonly replies: PartnerReplies;
  readonly events: Pick<OutboundEvents, 'told'>;
  readonly steps: Steps;
}

export interface PartnerService {
  /** What is for the partner and what it sent, each without documents; the oldest first, up to {@link mostListed} each. */
  list(partner: PartnerId): Promise<readonly MessageData[]>;
  /** One of them, whole. @throws KuvertError `not-found`; what opening throws */
  fetch(partner: PartnerId, id: string): Promise<MessageData>;
  /** How one of its referrals goes, by the id of its message. @throws KuvertError `not-found` */
  referral(partner: PartnerId, id: string): Promise<ToldReferral>;
  /** Those that changed at `since` or later, the longest unchanged first, up to {@link mostListed}. */
  referrals(
    partner: PartnerId,
    since: Date | undefined,
  ): Promise<{ readonly told: readonly ToldReferral[]; readonly areAll: boolean }>;
  /** @returns `not-final` for what the partner never fetched: it would be lost. @throws KuvertError `not-found` */
  remove(partner: PartnerId, id: string): Promise<'removed' | 'not-final'>;
}

/** What is deleted makes place for the next. */
export const mostListed = 100;

export const servePartner = (deps: ServePartnerDeps): PartnerService => {
  const { replies, events, steps } = deps;
  return {
    list: async (partner) => {
      const ready = await replies.list(partner, mostListed);
      const opened = await Promise.all(
        ready.map((reply) => addressed(deps, reply).catch(() => withoutEnvelope(reply))),
      );
      return [...opened, ...(await replies.own(partner, mostListed))];
    },
    fetch: async (partner, id) => {
      const reply = await replies.read(partner, id);
      if (!reply) return (await replies.own(partner, 1, id))[0] ?? notFound();
      const message = await wholeMessage(deps, reply, await replies.pages(reply.id));
      await replies.given(reply.id);
      await steps('gateway:fetched');
      return message;
    },
    referral: async (partner, id) =>
      (await replies.referrals(partner, { id, most: 1 }))[0] ?? notFound(),
    referrals: async (partner, since) => {
      const found = await replies.referrals(partner, {
        ...(since ? { since } : {}),
        most: mostListed + 1,
      });
      return { told: found.slice(0, mostListed), areAll: found.length <= mostListed };
    },
    remove: async (partner, id) => {
      const taken = await replies.take(partner, id);
      switch (taken.kind) {
        case 'not-fetched':
          return 'not-final';
        case 'taken':
          events.told(gateway, taken.effect);
          await steps('gateway:taken');
          return 'removed';
        case 'unknown':
          return removeOwn(deps, partner, id);
      }
    },
  };
};

/** Of what the partner sent. */
const removeOwn = async (
  { replies }: ServePartnerDeps,
  partner: PartnerId,
  id: string,
): Promise<'removed' | 'not-final'> => {
  const own = (await replies.own(partner, 1, id))[0] ?? notFound();
  if (!mayDelete(own.attributes.messageStatus)) return 'not-final';
  return (await replies.forgetOwn(partner, id)) ? 'removed' : notFound();
};

const notFound = (): never => {
  throw new KuvertError('not-found', 'there is no such message');
};

/** One that doesn't open hides no other; whoever fetches it is told. */
const withoutEnvelope = ({ id, attributes }: PartnerReply): MessageData => ({
  type: 'messages',
  id,
  attributes: { ...attributes, label: '' },
});
