import { describe, expect, it } from 'vitest';
import type { ChangeDraft, Draft } from '../../../src/http/api.ts';
import type { SendingApi } from '../api/sending-api.ts';
import { draft } from '../testing/sending-data.ts';
import { isWordless } from './is-wordless.ts';
import { takeStep } from './take-step.ts';
import { writtenOf } from './written.ts';

const replyTo = {
  messageId: 'message-1',
  receivedAt: '2026-11-22T07:00:00.000Z',
  from: { national: '0226-64 50 00', full: '+46226645000' },
  kind: 'fax',
  referral: 'received',
} as const;

/** What is asked of the server so that the draft takes the step. */
const changesFor = async (begun: Draft, step: 'on-hold' | 'answered'): Promise<ChangeDraft[]> => {
  const changes: ChangeDraft[] = [];
  const api: Pick<SendingApi, 'draft' | 'changeDraft'> = {
    draft: () => Promise.resolve(begun),
    changeDraft: (_, change) => {
      changes.push(change);
      return Promise.resolve(begun);
    },
  };
  await takeStep(begun.id, step, { api, underWay: undefined });
  return changes;
};

const wordless = (some: Partial<Draft>): boolean => {
  const one = draft({ replyTo, ...some });
  return isWordless({ draft: one, written: writtenOf(one) });
};

describe('an answer that was begun and is to do something else with its referral', () => {
  it('takes the step with the subject of it, and keeps what was written', async () => {
    const begun = draft({ replyTo, referralStep: 'answered', message: 'Vi saknar prover.' });
    expect(await changesFor(begun, 'on-hold')).toMatchObject([
      {
        referralStep: 'on-hold',
        subject: 'Begäran om komplettering av remiss',
        message: 'Vi saknar prover.',
      },
    ]);
  });

  it('keeps a subject that somebody has written', async () => {
    const begun = draft({ replyTo, referralStep: 'answered', subject: 'Provsvar' });
    expect(await changesFor(begun, 'on-hold')).toMatchObject([{ subject: 'Provsvar' }]);
  });

  it('stays as it is where it does that already', async () => {
    expect(await changesFor(draft({ replyTo, referralStep: 'answered' }), 'answered')).toEqual([]);
  });
});

describe('an answer without words', () => {
  it('is none where it rejects or asks and nothing says why', () => {
    expect(wordless({ referralStep: 'rejected' })).toBe(true);
    expect(wordless({ referralStep: 'on-hold', message: '  ' })).toBe(true);
    expect(wordless({ referralStep: 'on-hold', message: 'Prover', cover: false })).toBe(true);
    expect(wordless({ referralStep: 'on-hold', message: 'Prover' })).toBe(false);
  });

  it('is an answer all the same where it answers, or answers no referral', () => {
    expect(wordless({ referralStep: 'answered' })).toBe(false);
    expect(wordless({ referralStep: 'rejected', replyTo: null })).toBe(false);
  });
});
