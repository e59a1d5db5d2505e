import type { Check } from '../doctor.ts';
import { ok, warn } from '../finding.ts';

/** Written each hour: later than this something is wrong with the place, or nobody writes. */
const hours = 3;

const todo =
  'set KUVERT_CHECKPOINT_KEY_FILE and a place for the mailbox (docs/audit.md); its log says why the place takes none';

/** The audit chain's signed checkpoints are written to the second place. */
export const checkCheckpoints: Check = async ({ database }, clock) => {
  const { rows } = await database.query<{ at: Date | null; later: boolean }>(
    `select max(c.at) as at, coalesce((select max(a.seq) from audit a) > max(c.seq), true) as later
       from audit_checkpoint c`,
  );
  const at = rows[0]?.at ?? null;
  if (at === null)
    return [
      warn(
        'checkpoints',
        'the end of the log could be cut off unseen: no checkpoint was written',
        todo,
      ),
    ];
  const age = Math.floor((clock.now().getTime() - at.getTime()) / (60 * 60 * 1000));
  return rows[0]?.later === true && age >= hours
    ? [warn('checkpoints', `the last checkpoint of the log is ${age} hours old`, todo)]
    : [ok('checkpoints', 'the log has a signed checkpoint in its second place')];
};
