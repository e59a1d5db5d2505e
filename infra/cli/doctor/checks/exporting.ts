import type { Check } from '../doctor.ts';
import { count, ok, wrong } from '../finding.ts';

interface Row {
  readonly name: string;
  readonly code: string;
  readonly number: number;
  readonly minutes: number;
}

/** What is to go to export folders goes there. */
export const checkExporting: Check = async ({ database }) => {
  const { rows } = await database.query<Row>(
    `select d.name, e.held as code, count(*) as number,
            floor(extract(epoch from now() - min(e.held_since)) / 60)::int as minutes
       from message_export e join department d on d.id = e.department_id
       join export_folder f on f.department_id = d.id
      where e.held is not null group by d.name, e.held order by d.name, e.held`,
  );
  const findings = rows.map(({ name, code, number, minutes }) =>
    wrong(
      'export',
      `${count(number, 'fax', 'faxes')} of ${name} can't be put into the export folder, for ${count(minutes, 'minute', 'minutes')}: ${code}`,
      'docs/export-folder.md says what the code means; they go there by themselves once that is mended',
    ),
  );
  return findings.length > 0 ? findings : [ok('export', 'no fax waits for an export folder')];
};
