import type { Me, MessageSummary } from '../../../src/http/api.ts';
import { type Mark } from './marks.ts';
/** A row of the list in words; server HTML and React draw the same from it. */
export interface RowView {
  readonly id: string;
  readonly isNew: boolean;
  readonly from: string;
  readonly fromFull: string;
  readonly to: string;
  readonly toFull: string;
  readonly tsi: string | null;
  readonly pages: string;
  readonly time: {
    readonly iso: string;
    readonly short: string;
    readonly full: string;
  };
  readonly marks: readonly Mark[];
  /** For screen readers: the row as one sentence. */
  readonly label: string;
}
export declare const rowView: (message: MessageSummary, me: Me, now: Date) => RowView;
