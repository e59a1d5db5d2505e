import { createFaxEngine } from '@kuvert/fax-document/engine';
import { FULL_METADATA } from '@kuvert/fax-document/testing/received';
import { sample, SAMPLE_NAMES } from '@kuvert/fax-document/testing/samples';

import type { Measured, Row } from '../row.ts';

/** What a PDF/A may have beside the strips: its own part, and that of each page. */
const BYTES_A_FILE = 4000;
const BYTES_A_PAGE = 400;
const TIMES_INPUT = 1.015;

/** Of the received faxes, with all metadata: the one that comes nearest to what is allowed. */
async function nearest(): Promise<Measured> {
  const engine = createFaxEngine({ processes: 1 });
  try {
    let most: Measured = { ours: 0, anchor: 1 };
    for (const tiff of SAMPLE_NAMES.map(sample)) {
      const { pdf, pages } = await engine.toPdf(tiff, { metadata: FULL_METADATA });
      const allowed = TIMES_INPUT * tiff.length + BYTES_A_FILE + BYTES_A_PAGE * pages.length;
      if (pdf.length / allowed > most.ours / most.anchor)
        most = { ours: pdf.length, anchor: allowed };
    }
    return most;
  } finally {
    await engine.close();
  }
}

export const SIZE: readonly Row[] = [
  {
    name: 'received fax as PDF/A, bytes (anchor: 1.015 × the input + 4 kB + 0.4 kB a page)',
    target: { atMost: 1 },
    needs: [],
    measure: nearest,
  },
];
