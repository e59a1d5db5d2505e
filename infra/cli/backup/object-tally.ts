import { createHash } from 'node:crypto';

/** Counts objects and hashes their names and hashes, in the archive's order: a million of them need one line. */
export interface ObjectTally {
  count(name: string, sha256: string): void;
  total(): { readonly count: number; readonly sha256: string };
}

export const createObjectTally = (): ObjectTally => {
  const hash = createHash('sha256');
  let counted = 0;
  return {
    count: (name, sha256) => {
      hash.update(`${name} ${sha256}\n`);
      counted += 1;
    },
    total: () => ({ count: counted, sha256: hash.copy().digest('hex') }),
  };
};
