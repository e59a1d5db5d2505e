import type { PageFacts } from '../conversion.ts';
import type { PdfIntake } from '../pdf-intake.ts';

/** What of a document was lost, where something was. */
export interface Recovered {
  /** Pages or lines that the file promises are not there. */
  readonly truncated: boolean;
  readonly damagedLines: number;
  readonly missingLines: number;
  /** Numbers (from 1) of the pages that these lines are of. */
  readonly pages: readonly number[];
  /** A PDF whose cross-reference, tree of pages or objects were broken, and were mended. */
  readonly repaired?: true;
  /** Pages that a PDF promises and doesn't have. */
  readonly missingPages?: number;
}

/** Undefined when the document is whole. */
export function recoveredFrom(document: {
  readonly truncated: boolean;
  readonly pages: readonly Pick<PageFacts, 'damagedLines' | 'missingLines'>[];
  readonly intake?: Pick<PdfIntake, 'repaired' | 'missingPages'>;
}): Recovered | undefined {
  const { truncated, pages, intake } = document;
  const sum = (name: 'damagedLines' | 'missingLines'): number =>
    pages.reduce((total, page) => total + page[name], 0);
  const [damagedLines, missingLines] = [sum('damagedLines'), sum('missingLines')];
  const whole = !truncated && intake?.repaired !== true;
  if (whole && damagedLines === 0 && missingLines === 0) return undefined;
  const faulty = pages.flatMap((page, index) =>
    page.damagedLines + page.missingLines > 0 ? [index + 1] : [],
  );
  return {
    truncated,
    damagedLines,
    missingLines,
    pages: faulty,
    ...(intake?.repaired === true && { repaired: true }),
    ...(intake !== undefined && intake.missingPages > 0 && { missingPages: intake.missingPages }),
  };
}
