import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { logInToRoom } from '@kuvert/simulators/oidc/log-in';

import type { Staff } from '../support/staff.ts';
import { checkout, type TestHouse } from '../support/test-house.ts';
import { answerPartner } from './partner.ts';

/** A conversation in the partners' room: written there, taken and answered in the mailbox. Its id. */
export const inRoom = async (house: TestHouse, staff: Staff): Promise<string> => {
  const id = await writeInRoom(house);
  const [department] = await staff.departments();
  const departmentId = department?.id ?? '';
  const { messages } = await staff.list(departmentId);
  const received = messages.find(({ carrier }) => carrier === 'room')?.id ?? '';
  await staff.post(`/api/messages/${received}/take`);
  await answerPartner(staff, departmentId, received, 'delivered');
  return id;
};

/** As `2026-12-11`. */
const inTwoWeeks = (): string =>
  new Date(Date.now() + 14 * 24 * 60 * 60_000).toISOString().slice(0, 10);

const writeInRoom = async ({ roomOrigin }: TestHouse): Promise<string> => {
  const { cookie, csrf } = await logInToRoom(roomOrigin, 'gunnel');
  const form = await (await fetch(`${roomOrigin}/write`, { headers: { cookie } })).text();
  const chosen = /name="function" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const department = /<option\s+value="([^"]+)"[^>]*>\s*Socialtjänsten/.exec(form)?.[1] ?? '';
  const id = randomUUID();
  const fields = {
    ...{ csrf, id, function: chosen, department },
    ...{ label: 'Sårvård i hemmet', text: 'Omläggning två gånger i veckan. Ring gärna.' },
    ...{ referral: 'yes', 'answer-by': inTwoWeeks() },
  };
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const pdf = await readFile(join(checkout, 'infra/local/samples/partner-request.pdf'));
  body.set('file', new Blob([pdf]), 'remiss.pdf');
  const headers = { cookie, accept: 'application/json', origin: roomOrigin };
  const answer = await fetch(`${roomOrigin}/send`, { method: 'POST', headers, body });
  if (answer.status !== 201) throw new Error(`the room answered ${answer.status}`);
  return id;
};
