import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** The provider's storage for as long as the process runs; one map a provider, so that none sees another's. */
export const createMemoryAdapters = (): AdapterFactory => {
  const rows = new Map<string, Kept>();
  return (model) => adapterOf(model, rows);
};

const adapterOf = (model: string, rows: Map<string, Kept>): Adapter => {
  const keyOf = (id: string): string => `${model}:${id}`;
  const find = (id: string): AdapterPayload | undefined => {
    const row = rows.get(keyOf(id));
    if (row && row.expiresAt > Date.now()) return row.payload;
    rows.delete(keyOf(id));
    return undefined;
  };
  const findBy = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...rows].find(([key, { payload }]) => key.startsWith(keyOf('')) && matches(payload))?.[1]
      .payload;
  return {
    upsert: async (id, payload, expiresIn) => {
      const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY;
      rows.set(keyOf(id), { payload, expiresAt });
    },
    find: async (id) => find(id),
    findByUid: async (uid) => findBy((payload) => payload.uid === uid),
    findByUserCode: async (code) => findBy((payload) => payload.userCode === code),
    consume: async (id) => {
      const payload = find(id);
      if (payload) payload['consumed'] = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      rows.delete(keyOf(id));
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of rows) if (payload.grantId === grantId) rows.delete(key);
    },
  };
};
