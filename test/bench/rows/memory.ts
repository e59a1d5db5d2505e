import { createFaxEngine, type FaxEngine } from '@kuvert/fax-document/engine';
import { sample } from '@kuvert/fax-document/testing/samples';

import { childrenOf, residentBytesOf } from '../processes.ts';
import type { Row } from '../row.ts';

const MB = 1_000_000;
const FAXES = 100;
const TIMES = 10;
/** Bytes that a process may have while it converts without recognising text. */
const ALLOWED = 150 * MB;
/** More of this is no noise. */
const FLAT = 1.1;

/** Passed through, coded again, and damaged. */
const KINDS = [
  'sp-3pages.tif',
  'hyla-from-efax-noecm-mh-clean.tif',
  'hyla-from-efax-noisy-badlines.tif',
].map(sample);

async function convert(engine: FaxEngine, faxes: number): Promise<void> {
  for (let fax = 0; fax < faxes; fax++) await engine.toPdf(KINDS[fax % KINDS.length]!);
}

/** Of the engine's one child: after some faxes, after ten times as many, and the most in between. */
async function residentBytes(): Promise<{ some: number; many: number; most: number }> {
  // Never replaced: what is asked is how one process fares over a long life.
  const engine = createFaxEngine({ processes: 1, jobsPerProcess: FAXES * TIMES + 1 });
  try {
    await engine.warm();
    const [child, ...others] = await childrenOf(process.pid);
    if (child === undefined || others.length > 0) throw new Error('there is not one child');
    await convert(engine, FAXES);
    const some = await residentBytesOf(child);
    await convert(engine, FAXES * (TIMES - 1));
    const many = await residentBytesOf(child);
    return { some: some.now, many: many.now, most: many.most };
  } finally {
    await engine.close();
  }
}

export const MEMORY: readonly Row[] = [
  {
    name: `memory of a converting process after ${FAXES * TIMES} faxes, MB (anchor: the same after ${FAXES})`,
    target: { atMost: FLAT },
    needs: [],
    async measure() {
      const { some, many } = await residentBytes();
      return { ours: many / MB, anchor: some / MB };
    },
  },
  {
    name: `memory of a converting process at its most, ${FAXES * TIMES} faxes, MB (anchor: 150 MB)`,
    target: { atMost: 1 },
    needs: [],
    async measure() {
      const { most } = await residentBytes();
      return { ours: most / MB, anchor: ALLOWED / MB };
    },
  },
];
