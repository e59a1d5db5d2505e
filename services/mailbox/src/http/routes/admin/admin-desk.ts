import type { Request } from 'express';

import type { AdminDesk } from '#web/admin/admin-page';
import type { HouseTold } from '#web/admin/administered';
import type { Answer } from '@kuvert/platform/http/route';
import { KuvertError } from '@kuvert/shared/errors';

import type { Administration } from '../../../store/administration/scope.ts';
import type { Session } from '../../../store/sessions.ts';
import { localeOf } from '../../language.ts';
import { administrationLockedAnswer } from '../../pages.ts';
import { asLoggedIn, deskOf, type Desk } from '../desk.ts';

/** What every page of administration needs. */
export interface AdministrationDesk extends Desk {
  readonly administrationOf: (session: Session) => Promise<Administration | undefined>;
  /** What others did to the house's roles; nothing, to who doesn't look after it. */
  readonly told: (session: Session) => Promise<readonly HouseTold[]>;
}

export interface Administrator {
  readonly session: Session;
  readonly scope: Administration['scope'];
  /** What the page's frame is made of. */
  readonly desk: AdminDesk;
}

/**
 * For who looks after the house, or where `who` says so after a department of theirs. Whoever isn't logged in is sent to the
 * login, and back; who is not strongly enough, is told how. To everybody else there is no such page.
 * @throws KuvertError `path-unknown`
 */
export const asAdministrator = (
  desk: AdministrationDesk,
  request: Request,
  who: 'house' | 'departments',
  answer: (administrator: Administrator) => Promise<Answer>,
): Promise<Answer> =>
  asLoggedIn(
    desk,
    request,
    (session) => ifAdministrator(desk, request, session, who, answer),
    home,
  );

const ifAdministrator = async (
  desk: AdministrationDesk,
  request: Request,
  session: Session,
  who: 'house' | 'departments',
  answer: (administrator: Administrator) => Promise<Answer>,
): Promise<Answer> => {
  const administration = await desk.administrationOf(session);
  if (!administration || (who === 'house' && administration.scope !== 'house')) throw noSuchPage();
  const { scope, reaches, demands } = administration;
  if (!reaches) {
    const locale = localeOf(session.locale, request.get('accept-language'));
    const returnTo = request.method === 'GET' ? request.path : home;
    return administrationLockedAnswer(desk.web, { session, locale, demands }, returnTo);
  }
  const told = scope === 'house' ? await desk.told(session) : [];
  return answer({ session, scope, desk: { ...deskOf(desk, request, session), scope, told } });
};

/** Where a form's login comes back to: it isn't sent twice. */
const home = '/admin';

const noSuchPage = (): KuvertError => new KuvertError('path-unknown', 'there is nothing here');
