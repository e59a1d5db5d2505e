import type { LineRange } from '@kuvert/shared/integrity';
import type { Transaction } from '@kuvert/platform/postgres/database';

import type { PageFacts } from '#api';

type Quarter = PageFacts['turned'];

interface Row {
  readonly page: number;
  readonly lines: number;
  readonly damaged_lines: number;
  readonly damage: readonly LineRange[];
  readonly missing_lines: number;
  readonly ended_early: boolean;
  readonly blank: boolean;
  readonly rotate: Quarter;
  readonly turned: Quarter;
}

/** What is known of each page of a message, in their order. */
export const readPageFacts = async (
  transaction: Transaction,
  messageId: string,
): Promise<PageFacts[]> => {
  const { rows } = await transaction.query<Row>(
    `select page, lines, damaged_lines, missing_lines, ended_early, blank, rotate, turned,
            (select coalesce(json_agg(json_build_object('from', lower(r), 'to', upper(r)) order by r), '[]')
               from unnest(damage) as r) as damage
       from message_page where message_id = $1 order by page`,
    [messageId],
  );
  return rows.map(toPageFacts);
};

const toPageFacts = (row: Row): PageFacts => ({
  page: row.page,
  damagedLines: row.damaged_lines,
  damage: row.lines === 0 ? [] : row.damage.map((range) => shareOf(range, row.lines)),
  linesRun: linesRun[(row.rotate + row.turned) % 360] ?? 'down',
  missingLines: row.missing_lines,
  endedEarly: row.ended_early,
  lost: row.lines > 0 && row.missing_lines >= row.lines,
  blank: row.blank,
  turned: row.turned,
});

/** By the degrees clockwise that the raster is turned by. */
const linesRun: Readonly<Record<number, PageFacts['linesRun']>> = {
  0: 'down',
  90: 'left',
  180: 'up',
  270: 'right',
};

const shareOf = ({ from, to }: LineRange, lines: number): PageFacts['damage'][number] => ({
  from: Math.min(1, from / lines),
  to: Math.min(1, to / lines),
});
