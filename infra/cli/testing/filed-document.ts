import { newId, type DepartmentId, type ObjectName } from '@kuvert/shared/ids';
import type { ObjectStore } from '@kuvert/shared/ports/object-store';
import type { Clock } from '@kuvert/shared/clock';
import type { KeyWrapper } from '@kuvert/shared/ports/keys';
import type { Database } from '@kuvert/platform/postgres/database';
import { systemRandomness as randomness } from '@kuvert/platform/system/randomness';
import { createSealer } from '@kuvert/platform/vault/sealer';

import { createDepartment } from '../actions/departments.ts';

export interface FiledDocument {
  readonly departmentId: DepartmentId;
  readonly messageId: string;
  readonly objectName: ObjectName;
}

/** For tests: a department with one message whose original is sealed as ingest seals it. */
export const fileSealedDocument = async (
  deps: {
    readonly database: Database;
    readonly objects: ObjectStore;
    readonly clock: Clock;
    readonly keyWrapper: KeyWrapper;
  },
  plain: Uint8Array,
): Promise<FiledDocument> => {
  const { database, objects, clock } = deps;
  const department = { name: `Department ${randomness.uuid()}`, unassigned: true };
  const { departmentId, keyId, recipient } = await createDepartment({ ...deps, randomness })(
    department,
  );
  const { header, payload, facts } = await createSealer().seal(plain, [recipient]);
  const objectName = newId<'object'>(randomness);
  const messageId = newId<'message'>(randomness);
  await objects.put(objectName, payload);
  await database.query(
    `insert into message (id, department_id, carrier, from_number, to_number, tsi, received_at, available_at,
       state, pages, damaged_lines, missing_lines, blank_pages, ended_early, carrier_copy)
     values ($1, $2, 'signalwire', '+46317001234', '+46846500410', $4, $3, $3,
       'available', 1, 0, 0, '{1,2}', false, 'deleted')`,
    // what COPY has to quote
    [messageId, departmentId, clock.now(), 'a\ttab, a \\ and "å"\n'],
  );
  await database.query(
    `insert into document values ($1, $2, $3, $4, 'original', 'image/tiff', $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId<'document'>(randomness),
      messageId,
      departmentId,
      keyId,
      objectName,
      Buffer.from(header),
      facts.payloadSize,
      facts.payloadSha256,
      facts.plainSize,
      facts.plainSha256,
      clock.now(),
    ],
  );
  await database.query(`insert into handling (message_id, department_id) values ($1, $2)`, [
    messageId,
    departmentId,
  ]);
  return { departmentId, messageId, objectName };
};
