import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { sendPartnerSample } from '@kuvert/infra/local/partner-system';
import type { Draft, Message } from '@kuvert/mailbox/http/api';

import type { Staff } from '../support/staff.ts';
import type { TestHouse } from '../support/test-house.ts';

const patienceMs = 90_000;
const askEveryMs = 500;

/** A partner's message to the staff's department, answered: the answer lies ready. Its id. */
export const fromPartner = async (house: TestHouse, staff: Staff): Promise<string> => {
  await sendPartnerSample(house);
  const [department] = await staff.departments();
  const { messages } = await staff.list(department?.id ?? '');
  const received = messages.find(({ partner }) => partner !== null);
  const id = received?.id ?? '';
  await answerPartner(staff, department?.id ?? '', id, 'accepted');
  return id;
};

/** Answers a partner's message, and waits until the answer is as far as that. */
export const answerPartner = async (
  staff: Staff,
  departmentId: string,
  id: string,
  until: 'accepted' | 'delivered',
): Promise<void> => {
  await answer(staff, departmentId, id);
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { answers } = await staff.get<Message>(`/api/messages/${id}`);
    if (answers.some(({ state }) => state === until)) return;
    if (Date.now() > deadline) throw new Error('the answer does not lie ready');
    await pause(askEveryMs);
  }
};

const answer = async (staff: Staff, departmentId: string, replyTo: string): Promise<void> => {
  const request = { requestId: randomUUID(), replyTo };
  const draft = await staff.post<Draft>(`/api/departments/${departmentId}/drafts`, request);
  const { id, version, cover, language, resolution, wishesFax, recipientName } = draft;
  const text = { subject: '', message: 'Insatsen börjar på fredag. Vi ringer i morgon.' };
  const rest = { version, cover, language, resolution, wishesFax, recipientName };
  const changed = await staff.put<Draft>(`/api/drafts/${id}`, {
    ...rest,
    ...text,
    to: draft.to?.full ?? null,
  });
  const prepared = await staff.post<Draft>(`/api/drafts/${id}/prepare`, {
    version: changed.version,
  });
  await staff.post(`/api/drafts/${id}/send`, { version: prepared.version });
};
