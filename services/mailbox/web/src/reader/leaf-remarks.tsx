import { MarkIcon } from '../parts/mark.tsx';
import type { PageRemark } from './page-remarks.ts';

/** What must be known of the page below, in plain words. */
export const LeafRemarks = ({ id, remarks }: { id: string; remarks: readonly PageRemark[] }) => (
  <ul id={id} className="leaf__remarks">
    {remarks.map(({ mark, sentence }) => (
      <li key={mark.kind} className={`leaf__remark mark--${mark.kind}`}>
        <MarkIcon kind={mark.kind} />
        <span className="leaf__sentence">{sentence}</span>
      </li>
    ))}
  </ul>
);
