import { useId, useState, type CSSProperties, type ReactNode } from 'react';
import type { PageFacts } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';
import { LeafRemarks } from './leaf-remarks.tsx';
import { pageRemarks } from './page-remarks.ts';
import { Sheet } from './sheet.tsx';
import type { Turn } from './turn.ts';
import { leafId } from './use-page-view.ts';

/** A4, until the picture says otherwise. */
const usualRatio = 210 / 297;

/** One page with what must be known of it above, turned as one wants to see it. */
export const Leaf = ({
  page,
  facts,
  turn,
  children,
  ...picture
}: {
  page: number;
  facts: PageFacts | undefined;
  turn: Turn;
  /** What stands above it. */
  children?: ReactNode;
  url: string;
  alt: string;
  isLazy: boolean;
}) => {
  const { words } = useSession();
  const id = useId();
  const [ratio, setRatio] = useState(usualRatio);
  const remarks = pageRemarks(facts, words);
  return (
    <div
      id={leafId(page)}
      className={`leaf leaf--turned-${turn}`}
      style={{ '--ratio': ratio } as CSSProperties}
    >
      {children}
      {remarks.length > 0 && <LeafRemarks id={id} remarks={remarks} />}
      <Sheet
        {...picture}
        facts={facts}
        describedBy={remarks.length > 0 ? id : undefined}
        onRatio={setRatio}
      />
    </div>
  );
};
