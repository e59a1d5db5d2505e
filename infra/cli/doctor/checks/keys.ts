import { recipientOf } from '@kuvert/platform/vault/hybrid';
import { codeOf } from '@kuvert/shared/errors';
import type { KeyProvider } from '@kuvert/shared/ports/keys';

import type { Check } from '../doctor.ts';
import { count, ok, wrong, type Finding } from '../finding.ts';
import type { House } from '../../house.ts';

interface Row {
  readonly of: 'department' | 'room' | 'house';
  readonly id: string;
  readonly recipient: string;
  readonly wrapped: Buffer | null;
}

/** The master key opens every identity of departments and of the room, and the recovery recipient is there. */
export const checkKeys: Check = async (house) => [
  ...(await checkIdentities(house)),
  await checkRecovery(house),
];

const checkIdentities = async (house: House): Promise<readonly Finding[]> => {
  const provider = await house.keyProvider();
  const { rows } = await house.database.query<Row>(
    `select 'department' as of, k.id, k.recipient, i.wrapped
       from department_key k left join department_identity i on i.key_id = k.id
     union all
     select 'house', purpose, recipient, wrapped from house_key
     union all
     select 'room', k.id, k.recipient, i.wrapped from room_key k left join room_identity i on i.key_id = k.id
      order by 1, 2`,
  );
  const findings: Finding[] = [];
  for (const row of rows)
    if (!(await opens(provider, row)))
      findings.push(
        wrong(
          'keys',
          `the master key does not open ${row.of} key ${row.id}: what is sealed for it can not be read`,
          'is KUVERT_KEY_FILE the key that it was made under? See docs/runbooks/rotate-keys.md',
        ),
      );
  return findings.length > 0
    ? findings
    : [
        ok(
          'keys',
          `the master key opens ${count(rows.length, 'key', 'keys')} of departments and of the room`,
        ),
      ];
};

const opens = async (provider: KeyProvider, { wrapped, recipient }: Row): Promise<boolean> => {
  if (wrapped === null) return false;
  try {
    return (await recipientOf(await provider.unwrap(wrapped))) === recipient;
  } catch (error) {
    if (codeOf(error) === 'key-locked') return false;
    throw error;
  }
};

const checkRecovery = async (house: House): Promise<Finding> =>
  (await house.recoveryRecipient()) === undefined
    ? wrong(
        'recovery',
        'no recovery recipient: with the master key lost every fax is lost, and no backup can be made',
        'run `kuvert recovery init FILE`, set KUVERT_RECOVERY_RECIPIENT, keep FILE elsewhere',
      )
    : ok('recovery', 'faxes and backups are sealed for a recovery recipient as well');
