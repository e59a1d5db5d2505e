import type { CSSProperties } from 'react';
import type { PageFacts } from '../../../src/http/api.ts';

const percent = (share: number): string => `${share * 100}%`;

/**
 * Marks at the page's edge: where lines are damaged, and where the page broke off. The words above say the same
 * to those who don't see them.
 */
export const SheetMarks = ({ facts }: { facts: PageFacts }) => (
  <div className={`sheet__marks sheet__marks--${facts.linesRun}`} aria-hidden>
    {facts.damage.map(({ from, to }) => (
      <span
        key={from}
        className="sheet__damage"
        style={{ '--from': percent(from), '--to': percent(to) } as CSSProperties}
      />
    ))}
    {facts.endedEarly && !facts.lost && <span className="sheet__end" />}
  </div>
);
