import { openText, sealText } from '@kuvert/platform/vault/sealed-text';
import type { Database } from '@kuvert/platform/postgres/database';
import type { GlassReason } from '@kuvert/shared/break-glass';
import type { Clock } from '@kuvert/shared/clock';
import { asId, type Randomness } from '@kuvert/shared/ids';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import type { Recipient } from '@kuvert/shared/ports/vault';

import type { GlassDesk, LoggedLook, ShownLook } from '#web/glass/glass-page';
import { audit } from '../store/audit.ts';
import {
  breakTheGlass,
  endBreakGlass,
  mayBreakGlass,
  readGlassDepartments,
  readLoggedGlass,
  readOwnGlass,
  type GlassOutcome,
  type OwnSealedGlass,
  type SealedGlass,
} from '../store/break-glass.ts';
import { houseKey } from '../store/house-key.ts';
import { isAuditor } from '../store/log.ts';
import { notFound } from '../store/not-found.ts';
import type { Session } from '../store/sessions.ts';
import { scopeOf } from './actor.ts';
import { audited } from './open-document.ts';

export interface GlassDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly keys: KeyProvider;
  readonly recovery: Recipient;
}

/**
 * Where somebody can look into, what they look into now, and who looked into their departments; on record where that is
 * somebody's reason. @throws KuvertError `audit-not-written`, `key-locked`
 */
export const readGlassDesk =
  ({ database, keys }: Pick<GlassDeps, 'database' | 'keys'>) =>
  async (session: Session): Promise<GlassDesk> => {
    const { looks, ...desk } = await audited(() =>
      database.transaction(async (transaction) => {
        const found = await readOwnGlass(transaction);
        if (found.some((look) => isOfOthers(look, session)))
          await audit(transaction, { person: session.person, action: 'read-break-glass' });
        return {
          mayBreak: await mayBreakGlass(transaction),
          departments: (await readGlassDepartments(transaction)).map(
            ({ id, name, isReached, demands }) => ({ id, name, isReached, demands }),
          ),
          looks: found,
        };
      }, scopeOf(session)),
    );
    return {
      ...desk,
      looks: await Promise.all(
        looks.map(async (look) => ({
          ...toShown(look),
          isMine: look.person_id === session.person,
          reason: isOfOthers(look, session) ? await reasonOf(keys, look) : null,
        })),
      ),
    };
  };

const isOfOthers = (look: OwnSealedGlass, { person }: Session): boolean =>
  look.person_id !== person && look.wrapped !== null;

const reasonOf = async (
  keys: KeyProvider,
  { reason, wrapped }: OwnSealedGlass,
): Promise<string | null> => wrapped && openText(reason, await keys.unwrap(wrapped));

const toShown = (look: SealedGlass): Omit<ShownLook, 'isMine' | 'reason'> => ({
  id: look.id,
  department: look.department,
  person: look.person,
  kind: look.kind,
  at: look.at.toISOString(),
  until: look.until.toISOString(),
  isOpen: look.is_open,
});

export interface AskedGlass {
  readonly departmentId: string;
  readonly kind: GlassReason;
  readonly reason: string;
  readonly minutes: number;
}

/**
 * Opens a department that isn't theirs, for a while, as a reader. The reason is sealed for the department, for the key of the
 * log and for recovery. @throws KuvertError `audit-not-written`, `key-locked`
 */
export const breakGlass =
  ({ database, clock, randomness, keys, recovery }: GlassDeps) =>
  (session: Session, asked: AskedGlass): Promise<GlassOutcome> =>
    audited(() =>
      database.transaction(async (transaction) => {
        const all = await readGlassDepartments(transaction);
        const department = all.find(({ id }) => id === asked.departmentId);
        if (!department) return 'not-found';
        const log = await houseKey({ keys, clock }, transaction, 'log');
        const recipients = [asId<'recipient'>(department.recipient), log.recipient, recovery];
        const [first = recovery, ...others] = recipients;
        return breakTheGlass(transaction, {
          id: randomness.uuid(),
          departmentId: department.id,
          kind: asked.kind,
          keyId: department.keyId,
          reason: await sealText(asked.reason, [first, ...others]),
          minutes: asked.minutes,
        });
      }, scopeOf(session)),
    );

/** Before its time. @throws KuvertError `not-found` */
export const endGlass =
  ({ database }: Pick<GlassDeps, 'database'>) =>
  (session: Session, id: string): Promise<void> =>
    database.transaction(async (transaction) => {
      if (!(await endBreakGlass(transaction, id))) throw notFound();
    }, scopeOf(session));

/** Each of the house, with its reason and what was opened. @throws KuvertError `not-found` for anybody but auditors */
export const listLoggedGlass =
  ({ database, clock, keys }: Pick<GlassDeps, 'database' | 'clock' | 'keys'>) =>
  async (session: Session, before: Date | null): Promise<readonly LoggedLook[]> => {
    const { rows, key } = await audited(() =>
      database.transaction(async (transaction) => {
        if (!(await isAuditor(transaction))) throw notFound();
        const found = await readLoggedGlass(transaction, before);
        return {
          rows: found,
          key: found.length === 0 ? null : await houseKey({ keys, clock }, transaction, 'log'),
        };
      }, scopeOf(session)),
    );
    if (key === null) return [];
    const identity = await keys.unwrap(key.wrapped);
    return Promise.all(
      rows.map(async (row) => ({
        ...toShown(row),
        isMine: false,
        reason: await openText(row.reason, identity),
        acts: row.acts,
        messages: row.messages ?? [],
      })),
    );
  };
