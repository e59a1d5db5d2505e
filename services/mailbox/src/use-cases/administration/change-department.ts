import type { AdministeredDepartment, Said } from '#web/admin/administered';
import { startOfDay } from '#web/time/input-time';
import type { Database, Transaction } from '@kuvert/platform/postgres/database';
import type { Clock } from '@kuvert/shared/clock';
import { newId, type Randomness } from '@kuvert/shared/ids';
import type { LevelOfAssurance } from '@kuvert/shared/level-of-assurance';
import { showNumber, toE164 } from '@kuvert/shared/phone';

import {
  closeDown,
  endException,
  insertException,
  putNumber,
  renameDepartment,
  reopen,
  setClosedUntil,
  setDemand,
  takeNumber,
  type ClosingDown,
} from '../../store/administration/changes.ts';
import { readAdministeredDepartments } from '../../store/administration/departments.ts';
import type { Administration } from '../../store/administration/scope.ts';
import { notFound } from '../../store/not-found.ts';
import type { Country } from '../../store/summary.ts';
import { scopeOf, type Actor } from '../actor.ts';
import { audited } from '../open-document.ts';

export interface ChangeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Pick<Randomness, 'uuid'>;
  readonly country: Country;
  readonly timeZone: string;
}

export type DepartmentChange =
  | { readonly does: 'rename'; readonly name: string }
  | { readonly does: 'demand'; readonly level: LevelOfAssurance }
  | { readonly does: 'number-add' | 'number-remove'; readonly number: string }
  | {
      readonly does: 'exception-add';
      readonly name: string;
      readonly reason: string;
      /** Null: any login. */
      readonly level: LevelOfAssurance | null;
      /** Its last day. */
      readonly until: string;
    }
  | { readonly does: 'exception-end'; readonly name: string }
  /** The day on which somebody is there again; null: somebody is. */
  | { readonly does: 'closed-until'; readonly until: string | null }
  /** Null: its numbers are unassigned. */
  | { readonly does: 'close'; readonly numbersTo: string | null }
  | { readonly does: 'reopen' };

/** What a department's own administrator may. */
const ofItsOwn: ReadonlySet<DepartmentChange['does']> = new Set(['demand', 'closed-until']);

/** An exception that goes on for ever is none. */
const longestMs = 366 * 24 * 60 * 60 * 1000;

/**
 * Changes a department; what its own administrator may not is the house's. On record with the change.
 * @throws KuvertError `not-found` for another's as for one that isn't there, `audit-not-written`
 */
export const changeDepartment =
  (deps: ChangeDeps) =>
  (
    actor: Actor,
    scope: Administration['scope'],
    id: string,
    change: DepartmentChange,
  ): Promise<Said> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        const department = await administered(transaction, id);
        if (scope !== 'house' && !ofItsOwn.has(change.does)) throw notFound();
        return apply(deps, transaction, department, change);
      }, scopeOf(actor)),
    );

/** @throws KuvertError `not-found` */
export const administered = async (
  transaction: Transaction,
  id: string,
): Promise<AdministeredDepartment> => {
  const all = await readAdministeredDepartments(transaction);
  const found = all.find((each) => each.id === id);
  if (!found) throw notFound();
  return found;
};

const apply = async (
  deps: ChangeDeps,
  transaction: Transaction,
  { id, name }: AdministeredDepartment,
  change: DepartmentChange,
): Promise<Said> => {
  const now = deps.clock.now();
  switch (change.does) {
    case 'rename':
      return {
        what: await renameDepartment(transaction, id, change.name),
        about: change.name,
      };
    case 'demand': {
      const outcome = await setDemand(transaction, id, change.level);
      return { what: outcome === 'changed' ? 'demand' : outcome, about: change.level };
    }
    case 'number-add':
      return putNumberTo(deps, transaction, change.number, id);
    case 'number-remove':
      return takeNumberAway(deps, transaction, change.number);
    case 'exception-add': {
      const endsAt = startOfDay(change.until, 1, deps.timeZone);
      const lasts = endsAt.getTime() - now.getTime();
      if (!(lasts > 0 && lasts <= longestMs)) return { what: 'exception-form' };
      const exception = {
        ...{ id: newId<'department-exception'>(deps.randomness), departmentId: id, endsAt },
        ...{ name: change.name, reason: change.reason, demands: change.level },
      };
      const isAdded = await insertException(transaction, exception, now);
      return { what: isAdded ? 'exception-added' : 'same', about: change.name };
    }
    case 'exception-end': {
      const isEnded = await endException(transaction, id, change.name, now);
      return { what: isEnded ? 'exception-ended' : 'same', about: change.name };
    }
    case 'closed-until':
      await setClosedUntil(transaction, id, change.until);
      return change.until === null
        ? { what: 'not-closed' }
        : { what: 'closed-until', about: change.until };
    case 'close':
      return {
        what: closing[await closeDown(transaction, id, change.numbersTo, now)],
        about: name,
      };
    case 'reopen':
      return { what: (await reopen(transaction, id)) ? 'reopened' : 'same', about: name };
  }
};

/** Words for what came of closing it down. */
const closing = {
  closed: 'closed-down',
  same: 'same',
  unassigned: 'close-unassigned',
  untaken: 'close-untaken',
  addresses: 'close-addresses',
  nobody: 'close-nobody',
  nowhere: 'close-nowhere',
} as const satisfies Record<ClosingDown, Said['what']>;

type NumberDeps = Pick<ChangeDeps, 'country'>;

const putNumberTo = async (
  { country }: NumberDeps,
  transaction: Transaction,
  text: string,
  departmentId: string,
): Promise<Said> => {
  const number = toE164(text, country);
  if (number === undefined) return { what: 'number-invalid', about: text };
  const outcome = await putNumber(transaction, number, departmentId);
  const about = showNumber(number, country).national;
  if (outcome === 'same') return { what: 'same', about };
  return { what: outcome === 'closed' ? 'number-nowhere' : `number-${outcome}`, about };
};

const takeNumberAway = async (
  { country }: NumberDeps,
  transaction: Transaction,
  number: string,
): Promise<Said> =>
  (await takeNumber(transaction, number))
    ? { what: 'number-removed', about: showNumber(number, country).national }
    : { what: 'number-unknown' };

export interface NumberChange {
  readonly number: string;
  /** Null: taken away. */
  readonly departmentId: string | null;
}

/** Leads a number to a department, or to none. @throws KuvertError `not-found`, `audit-not-written` */
export const changeNumber =
  (deps: Pick<ChangeDeps, 'database' | 'country'>) =>
  (actor: Actor, { number, departmentId }: NumberChange): Promise<Said> =>
    audited(() =>
      deps.database.transaction(async (transaction) => {
        if (departmentId === null) return takeNumberAway(deps, transaction, number);
        const { name } = await administered(transaction, departmentId);
        const said = await putNumberTo(deps, transaction, number, departmentId);
        return said.what === 'number-added' || said.what === 'number-moved'
          ? { what: 'number-to', about: `${said.about ?? ''} → ${name}` }
          : said;
      }, scopeOf(actor)),
    );
