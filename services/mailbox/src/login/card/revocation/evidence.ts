import { setTimeout as wait } from 'node:timers/promises';

import type { CardTrust } from '@kuvert/identity/certificate/check-certificate';
import type { ReadOcsp } from '@kuvert/identity/certificate/ocsp/read-response';
import {
  revocationSources,
  type RevocationSource,
} from '@kuvert/identity/certificate/revocation-sources';
import { isListed, type HostPattern } from '@kuvert/platform/fetch/hosts';

import type { CrlKeeper } from './crl-keeper.ts';
import type { AskResponders } from './responders.ts';

export interface EvidenceDeps {
  readonly trust: Pick<CardTrust, 'anchors' | 'intermediates'>;
  readonly hosts: readonly HostPattern[];
  readonly keeper: CrlKeeper;
  readonly ask: AskResponders;
  /** A certificate says that its revocation is published where we don't ask. */
  readonly notAsked: (url: string) => void;
}

export interface Effort {
  /** What the responder said of the card was no use: its CA's list is fetched as well. */
  readonly byList: boolean;
  /** What isn't known by then is unknown. */
  readonly withinMs: number;
}

/** All that is known about the revocation of a card and of the CAs above it, asked for where it isn't. */
export const gatherEvidence =
  (deps: EvidenceDeps) =>
  async (card: Uint8Array, { byList, withinMs }: Effort): Promise<CardTrust> => {
    const ocsp: ReadOcsp[] = [];
    const asked = Promise.all(
      revocationSources(card, deps.trust).map(async (source, index, { length }) => {
        const answer = await lookAt(deps, source, index === length - 1, byList);
        if (answer) ocsp.push(answer);
      }),
    );
    const late = new AbortController();
    await Promise.race([asked, wait(Math.max(0, withinMs), undefined, late)]).finally(() =>
      late.abort(),
    );
    return { ...deps.trust, crls: deps.keeper.lists(), ocsp };
  };

/** CAs are few, and so their lists are short: these are kept. Of cards the responder is asked, and the list where it is silent. */
const lookAt = async (
  deps: EvidenceDeps,
  source: RevocationSource,
  isCard: boolean,
  byList: boolean,
): Promise<ReadOcsp | undefined> => {
  const [lists, responders] = [allowed(deps, source.crls), allowed(deps, source.ocsp)];
  if (!isCard && lists.length > 0) await deps.keeper.hold(lists);
  const answer =
    responders.length > 0 && (isCard || lists.length === 0)
      ? await deps.ask(source, responders)
      : undefined;
  if (isCard && (byList || !answer)) await deps.keeper.hold(lists);
  return answer;
};

const allowed = ({ hosts, notAsked }: EvidenceDeps, urls: readonly string[]): readonly string[] =>
  urls.filter((text) => {
    const url = URL.parse(text);
    // by LDAP, as older CAs have it besides, nobody is asked
    if (url === null || !/^https?:$/.test(url.protocol)) return false;
    if (isListed(url, hosts)) return true;
    notAsked(text);
    return false;
  });
