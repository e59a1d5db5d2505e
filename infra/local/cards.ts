import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { replaceDurableFile } from '@kuvert/platform/system/durable-file';
import type { Clock } from '@kuvert/shared/clock';
import {
  cardIssuer,
  cardPolicy,
  createCardAuthority,
  type CardAuthority,
} from '@kuvert/simulators/cards/authority';

import { demonstrationPeople } from './demonstration.ts';

/** The demonstration's smart cards: who made them, and where they lie. */
export interface DemonstrationCards {
  readonly authority: CardAuthority;
  readonly folder: string;
  /** What the mailbox lets them in by, beside its listener's address. */
  readonly environment: Readonly<Record<string, string>>;
}

/** As it is kept: the cards name where lists are fetched, and are good for as long as that is there. */
interface Kept {
  readonly listOrigin: string;
  readonly madeAt: string;
  readonly people: string;
  readonly authority: CardAuthority;
}

const longestMs = 365 * 24 * 60 * 60 * 1000;

/** A card for each person, made at the first start, and anew when its lists have moved, people have changed or a year is over. */
export const openDemonstrationCards = async (
  keysFolder: string,
  listOrigin: string,
  clock: Clock,
): Promise<DemonstrationCards> => {
  const folder = join(keysFolder, 'cards');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(folder, name);
  const people = demonstrationPeople.map(({ name, hsaId }) => ({ name, hsaId }));
  const authority = await keptOrNew(at('authority.json'), people, listOrigin, clock.now());
  const files = {
    roots: { path: at('root.pem'), bytes: authority.root },
    cas: { path: at('issuer.pem'), bytes: authority.issuer },
    certificate: { path: at('localhost.pem'), bytes: authority.server.certificate },
    key: { path: at('localhost.key'), bytes: authority.server.key },
  };
  for (const file of Object.values(files)) await replaceDurableFile({ ...file, mode: 0o600 });
  for (const { hsaId, p12 } of authority.cards)
    await replaceDurableFile({
      path: at(`${hsaId}.p12`),
      bytes: Buffer.from(p12, 'base64'),
      mode: 0o600,
    });
  return {
    authority,
    folder,
    environment: {
      KUVERT_CARD_CERTIFICATE_FILE: files.certificate.path,
      KUVERT_CARD_KEY_FILE: files.key.path,
      KUVERT_CARD_ROOTS_FILE: files.roots.path,
      KUVERT_CARD_CAS_FILE: files.cas.path,
      KUVERT_CARD_ISSUERS: cardIssuer,
      KUVERT_CARD_POLICIES: `LoA3=${cardPolicy}`,
      KUVERT_CARD_REVOCATION_HOSTS: new URL(listOrigin).host,
      KUVERT_CARD_HELP_URL: listOrigin,
    },
  };
};

const keptOrNew = async (
  path: string,
  people: Parameters<typeof createCardAuthority>[0],
  listOrigin: string,
  now: Date,
): Promise<CardAuthority> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // written below alone, whole or not at all
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  const isGood =
    kept?.listOrigin === listOrigin &&
    kept.people === JSON.stringify(people) &&
    now.getTime() - Date.parse(kept.madeAt) < longestMs;
  if (isGood) return kept.authority;
  const authority = await createCardAuthority(people, { listOrigin, now });
  const made: Kept = {
    listOrigin,
    madeAt: now.toISOString(),
    people: JSON.stringify(people),
    authority,
  };
  await replaceDurableFile({ path, bytes: JSON.stringify(made), mode: 0o600 });
  return authority;
};
