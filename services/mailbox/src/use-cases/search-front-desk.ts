import type { Database } from '@kuvert/platform/postgres/database';
import { KuvertError } from '@kuvert/shared/errors';
import { toE164 } from '@kuvert/shared/phone';

import type { FrontDeskAnswer } from '#api';
import { startOfDay } from '#web/time/input-time';
import { audit } from '../store/audit.ts';
import { findFaxes, isFrontDesk } from '../store/front-desk.ts';
import { notFound } from '../store/not-found.ts';
import type { Session } from '../store/sessions.ts';
import type { Country } from '../store/summary.ts';
import { scopeOf } from './actor.ts';
import { audited } from './open-document.ts';

export interface FrontDeskDeps {
  readonly database: Database;
  readonly country: Country;
  readonly timeZone: string;
}

export interface FrontDeskQuery {
  /** The caller's, or one of ours, in any form. */
  readonly number: string;
  /** The last day, such as `2026-11-27`. */
  readonly day: string;
  /** How many days up to that one, 31 at most. */
  readonly days: number;
}

/**
 * What came from or to a number in some days, for somebody who answers the telephone. The look-up and each fax that it
 * found are audited before anything is said.
 * @throws KuvertError `not-found` for anybody else, `number-invalid`, `audit-not-written`
 */
export const searchFrontDesk =
  ({ database, country, timeZone }: FrontDeskDeps) =>
  (actor: Session, { number: text, day, days }: FrontDeskQuery): Promise<FrontDeskAnswer> =>
    audited(() =>
      database.transaction(async (transaction) => {
        if (!(await isFrontDesk(transaction))) throw notFound();
        const number = toE164(text, country);
        if (number === undefined)
          throw new KuvertError('number-invalid', 'that is no telephone number');
        const time = {
          from: startOfDay(day, 1 - days, timeZone),
          until: startOfDay(day, 1, timeZone),
        };
        const answer = await findFaxes(transaction, { number, ...time }, country);
        const { faxes } = answer;
        await audit(transaction, {
          person: actor.person,
          action: 'front-desk-search',
          detail: `days ${days} found ${faxes.length}`,
        });
        for (const { id: messageId, departmentId } of faxes)
          await audit(transaction, {
            person: actor.person,
            action: 'front-desk-found',
            departmentId,
            messageId,
          });
        return answer;
      }, scopeOf(actor)),
    );

/** Whether somebody answers the telephone. */
export const answersTheTelephone =
  ({ database }: Pick<FrontDeskDeps, 'database'>) =>
  (actor: Session): Promise<boolean> =>
    database.transaction(isFrontDesk, scopeOf(actor));
