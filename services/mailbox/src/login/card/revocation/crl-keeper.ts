import { isSignedByOneOf } from '@kuvert/identity/certificate/crl-signature';
import { limits } from '@kuvert/identity/certificate/limits';
import type { ReadCertificate } from '@kuvert/identity/certificate/read-certificate';
import type { ReadCrl } from '@kuvert/identity/certificate/read-crl';
import { crlsOf } from '@kuvert/identity/certificate/read-file';
import type { SignedDataFetch } from '@kuvert/platform/fetch/signed-data';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf } from '@kuvert/shared/errors';

/** Where lists rest between starts, for all replicas. */
export interface CrlStore {
  read(url: string): Promise<Uint8Array | undefined>;
  keep(url: string, list: { readonly der: Uint8Array; readonly nextUpdate: Date }): Promise<void>;
  /** The last question brought nothing. */
  failed(url: string, code: string): Promise<void>;
}

export interface CrlKeeperDeps {
  readonly fetch: SignedDataFetch;
  readonly store: CrlStore;
  readonly clock: Clock;
  /** Who may have signed a list: what nobody of them signed never takes the place of one. */
  readonly known: readonly ReadCertificate[];
  readonly failed: (url: string, error: unknown) => void;
}

export interface CrlKeeper {
  /** Keeps these from now on; resolves when each of them is there or was asked for in vain. */
  hold(urls: readonly string[]): Promise<void>;
  lists(): readonly ReadCrl[];
  /** Asks anew for what is due. */
  refresh(): Promise<void>;
}

interface Held {
  list: ReadCrl | undefined;
  /** While it is asked for. */
  asking: Promise<void> | undefined;
  dueAt: number;
}

/** CAs have a handful; more than these were made up. */
const mostLists = 64;
const fetchWithinMs = 60_000;
const minute = 60_000;
const hour = 60 * minute;

/**
 * Keeps CRLs current: each is fetched anew every hour, and long before it is over; one that fails is tried again every
 * minute while the last one is still good.
 */
export const createCrlKeeper = (deps: CrlKeeperDeps): CrlKeeper => {
  const held = new Map<string, Held>();
  const now = (): number => deps.clock.now().getTime();
  const ask = (url: string, entry: Held): Promise<void> =>
    (entry.asking ??= load(deps, url, entry).finally(() => {
      entry.asking = undefined;
      entry.dueAt = dueAt(entry.list, now());
    }));
  return {
    hold: async (urls) => {
      const asked = urls.flatMap((url) => {
        const known = held.get(url);
        if (known)
          return known.list && !isOver(known.list, now()) ? [] : [known.asking ?? ask(url, known)];
        if (held.size >= mostLists) return [];
        const entry: Held = { list: undefined, asking: undefined, dueAt: 0 };
        held.set(url, entry);
        return [ask(url, entry)];
      });
      await Promise.all(asked);
    },
    lists: () => [...held.values()].flatMap(({ list }) => list ?? []),
    refresh: async () => {
      const due = [...held].filter(([, entry]) => entry.dueAt <= now());
      await Promise.all(due.map(([url, entry]) => ask(url, entry)));
    },
  };
};

const isOver = ({ nextUpdate }: ReadCrl, now: number): boolean =>
  nextUpdate === undefined || nextUpdate.getTime() <= now;

const dueAt = (list: ReadCrl | undefined, now: number): number => {
  const left = (list?.nextUpdate?.getTime() ?? now) - now;
  return now + Math.min(hour, Math.max(minute, left / 4));
};

/** From its place, and from the store where that gives nothing and we have nothing. */
const load = async (deps: CrlKeeperDeps, url: string, entry: Held): Promise<void> => {
  try {
    const der = await deps.fetch(url, { maxBytes: limits.crlBytes, deadlineMs: fetchWithinMs });
    const list = listOf(deps, der);
    if (!list?.nextUpdate) throw new Error('no CRL that one of the known CAs signed');
    // an older one, played again, would bring back who was revoked since
    if (entry.list && list.thisUpdate < entry.list.thisUpdate) return;
    entry.list = list;
    await deps.store.keep(url, { der, nextUpdate: list.nextUpdate });
  } catch (error) {
    deps.failed(url, error);
    await recall(deps, url, entry, error).catch((fault: unknown) => deps.failed(url, fault));
  }
};

const recall = async (
  deps: CrlKeeperDeps,
  url: string,
  entry: Held,
  error: unknown,
): Promise<void> => {
  await deps.store.failed(url, codeOf(error));
  if (entry.list) return;
  const der = await deps.store.read(url);
  entry.list = der && listOf(deps, der);
};

const listOf = ({ known }: CrlKeeperDeps, der: Uint8Array): ReadCrl | undefined =>
  crlsOf(der).find((list) => isSignedByOneOf(list, known));
