import { sha256Hex } from '@kuvert/platform/vault/digest';
import { codeOf } from '@kuvert/shared/errors';
import type { ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';

import { orphans } from '../../objects/orphans.ts';
import type { Check } from '../doctor.ts';
import { count, ok, warn, wrong, type Finding } from '../finding.ts';
import type { House } from '../../house.ts';

/** Half of the newest, half of any: a backup looks at all. */
const sampleSize = 20;
/** Beyond that a look takes too long; `objects orphans` counts them all. */
const maxOrphans = 1_000;

/** The store answers, and what documents name lies in it unchanged. */
export const checkObjects: Check = async (house, clock) => {
  const objects = await house.objects();
  await objects.check();
  let number = 0;
  for await (const _ of orphans({ objects, database: house.database, clock }))
    if (++number >= maxOrphans) break;
  return [
    ...(await checkSample(house, objects)),
    number === 0
      ? ok('orphans', 'every object belongs to a document')
      : warn(
          'orphans',
          `${count(number, 'object belongs', 'objects belong')} to no document`,
          '`kuvert objects orphans` lists them, `--remove` removes them',
        ),
  ];
};

interface Sample {
  readonly name: ObjectName;
  readonly size: number;
  readonly sha256: string;
}

const checkSample = async (
  { database }: House,
  objects: ObjectStore,
): Promise<readonly Finding[]> => {
  const { rows } = await database.query<Sample>(
    `select object_name as name, payload_size as size, payload_sha256 as sha256 from document
      where id in (select id from document order by created_at desc limit $1)
         or id in (select id from document order by random() limit $1)`,
    [sampleSize / 2],
  );
  const findings: Finding[] = [];
  for (const sample of rows) {
    const fault = await faultOf(objects, sample);
    if (fault !== undefined)
      findings.push(
        wrong(
          'objects',
          `object ${sample.name} ${fault}`,
          'see docs/runbooks/lost-object.md, today',
        ),
      );
  }
  return findings.length > 0
    ? findings
    : [ok('objects', `the object store answers; ${rows.length} documents looked at are whole`)];
};

const faultOf = async (
  objects: ObjectStore,
  { name, size, sha256 }: Sample,
): Promise<string | undefined> => {
  try {
    const bytes = await objects.get(name, size);
    return bytes.byteLength === size && sha256Hex(bytes) === sha256 ? undefined : 'is damaged';
  } catch (error) {
    switch (codeOf(error)) {
      case 'object-missing':
        return 'is gone';
      case 'body-too-large':
        return 'is damaged';
      default:
        throw error;
    }
  }
};
