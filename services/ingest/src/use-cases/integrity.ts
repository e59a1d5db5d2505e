import type { Integrity, PageIntegrity } from '@kuvert/shared/integrity';
import type { Reception } from '@kuvert/shared/reception';

import type { Converted, ConvertedPage } from './converter.ts';

/** How whole the document is, from what the carrier announced and what was found in it. */
export const integrityOf = (
  { pages, truncated }: Converted,
  reception: Pick<Reception, 'announcedPages' | 'errorText'>,
): Integrity => ({
  pages: pages.length,
  damagedLines: sum(pages.map(({ damagedLines }) => damagedLines)),
  missingLines: sum(pages.map(({ missingLines }) => missingLines)),
  blankPages: pages.flatMap(({ blank }, index) => (blank ? [index + 1] : [])),
  endedEarly: truncated || reception.errorText !== undefined,
  ...(reception.announcedPages === undefined ? {} : { announcedPages: reception.announcedPages }),
});

/** The state of one page, in whole lines. */
export const pageIntegrityOf = (page: ConvertedPage): PageIntegrity => ({
  lines: sum([page.height]),
  damagedLines: sum([page.damagedLines]),
  damage: page.damage.filter(({ to }) => to <= most),
  missingLines: sum([page.missingLines]),
  endedEarly: page.endedEarly,
  blank: page.blank,
  rotate: page.rotate,
});

/** PostgreSQL's integer: receivers' counts in a file's tags may be anything, a third of a line included. */
const most = 2_147_483_647;

const sum = (counts: readonly number[]): number =>
  Math.min(
    most,
    counts.reduce((total, count) => total + Math.ceil(count), 0),
  );

/** A count that is written down, whatever a file says. */
export const wholeNumber = (count: number): number => sum([count]);
