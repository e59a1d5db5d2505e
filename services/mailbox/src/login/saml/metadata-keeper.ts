import { X509Certificate } from 'node:crypto';

import {
  metadataRefusals,
  readIdpMetadata,
  type IdpMetadata,
  type MetadataRules,
} from '@kuvert/identity/saml/idp-metadata';
import type { Clock } from '@kuvert/shared/clock';
import { codeOf, KuvertError } from '@kuvert/shared/errors';

/** Where the last good metadata rest between starts, for all replicas. */
export interface MetadataStore {
  read(): Promise<Uint8Array | undefined>;
  keep(metadata: {
    readonly xml: Uint8Array;
    readonly validUntil: Date | undefined;
    readonly keysUntil: Date;
  }): Promise<void>;
  /** The last question brought nothing of use. */
  failed(code: string): Promise<void>;
}

export interface MetadataKeeperDeps {
  /** Asks for them, at their address or in their file. @throws KuvertError */
  readonly fetch: () => Promise<Uint8Array>;
  readonly rules: Omit<MetadataRules, 'at'>;
  readonly store: MetadataStore;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
}

export interface MetadataKeeper {
  /** Those that hold now. @throws KuvertError `login-provider-unreachable` when there are none */
  current(): Promise<IdpMetadata>;
  /** Asks anew when it is time. */
  refresh(): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * Keeps an identity provider's metadata current: asked for anew every hour, or sooner where they say so. What can't be had,
 * isn't signed as it has to be, or makes no sense takes nobody's place: the last good ones hold until their end.
 */
export const createMetadataKeeper = (deps: MetadataKeeperDeps): MetadataKeeper => {
  const now = (): Date => deps.clock.now();
  let held: IdpMetadata | undefined;
  let dueAt = 0;
  let asking: Promise<void> | undefined;
  const holding = (): IdpMetadata | undefined =>
    held && (held.validUntil === undefined || held.validUntil > now()) ? held : undefined;
  const ask = async (): Promise<void> => {
    try {
      const xml = await deps.fetch();
      const found = readIdpMetadata(xml, { ...deps.rules, at: now() });
      if (typeof found === 'string') throw new MetadataRefused(found);
      held = found;
      dueAt = now().getTime() + pauseOf(found, now());
      await deps.store.keep({ xml, ...found, keysUntil: lastEndOf(found.certificates) });
    } catch (error) {
      dueAt = now().getTime() + minute;
      deps.failed(error);
      await deps.store.failed(error instanceof MetadataRefused ? error.reason : codeOf(error));
    }
  };
  const askOnce = (): Promise<void> =>
    (asking ??= ask().finally(() => {
      asking = undefined;
    }));
  return {
    current: async () => {
      // whoever asked meanwhile has newer ones
      const kept = holding() ? undefined : await lastGood(deps, now());
      if (!holding()) held = kept;
      if (!holding()) await askOnce();
      const found = holding();
      if (found) return found;
      throw new KuvertError(
        'login-provider-unreachable',
        "the identity provider's metadata can't be had now",
      );
    },
    refresh: async () => {
      if (dueAt <= now().getTime()) await askOnce();
    },
  };
};

class MetadataRefused extends Error {
  readonly reason: keyof typeof metadataRefusals;

  constructor(reason: keyof typeof metadataRefusals) {
    super(`${reason}: ${metadataRefusals[reason]}`);
    this.reason = reason;
  }
}

/** As another replica or an earlier start left them, read by the same rules. */
const lastGood = async (
  { store, rules }: MetadataKeeperDeps,
  at: Date,
): Promise<IdpMetadata | undefined> => {
  const xml = await store.read();
  const found = xml && readIdpMetadata(xml, { ...rules, at });
  return typeof found === 'string' ? undefined : found;
};

/** An hour, or less where they say so or end soon; never less than a minute. */
const pauseOf = ({ cacheMs = hour, validUntil }: IdpMetadata, at: Date): number => {
  const left = validUntil === undefined ? hour : (validUntil.getTime() - at.getTime()) / 4;
  return Math.max(minute, Math.min(hour, cacheMs, left));
};

const lastEndOf = (certificates: readonly string[]): Date =>
  new Date(Math.max(...certificates.map((pem) => Date.parse(new X509Certificate(pem).validTo))));
