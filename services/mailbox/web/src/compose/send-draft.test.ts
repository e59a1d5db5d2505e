import { describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import { draft, sending } from '../testing/sending-data.ts';
import type { Composition } from './composition.ts';
import type { DraftWriter } from './draft-writer.ts';
import { askApproval, sendDraft } from './send-draft.ts';
import { writtenOf } from './written.ts';
import type { Writing } from './writing.ts';

const to = { full: '+46812345678', national: '08-123 456 78' };
const other = { full: '+46899999999', national: '08-999 999 99' };
const fax = { pages: 2, blankPages: [] };

const sendingOf = (
  some: { saved?: Draft; ready?: Draft; writing?: Partial<Writing>; failedFiles?: number } = {},
) => {
  const saved = some.saved ?? draft({ to, version: 4 });
  const ready = some.ready ?? { ...saved, fax };
  const writing = {
    draft: saved,
    written: writtenOf(saved),
    saving: { state: 'saved' },
    numberProblem: null,
    tooLong: [],
    ...some.writing,
  } as Writing;
  const writer = {
    settleNumber: vi.fn<DraftWriter['settleNumber']>(),
    now: () => writing,
    save: () => Promise.resolve(saved),
    refresh: vi.fn<DraftWriter['refresh']>(() => Promise.resolve()),
  };
  const send = vi.fn<SendingApi['send']>(() => Promise.resolve(sending()));
  const composition = {
    writer,
    uploads: {
      settled: () => Promise.resolve(),
      now: () => Array.from({ length: some.failedFiles ?? 0 }),
    },
    pages: { make: () => Promise.resolve(ready) },
  } as unknown as Composition;
  const ask = vi.fn<SendingApi['askApproval']>(() => Promise.resolve(ready));
  return {
    writer,
    send,
    ask,
    go: () => sendDraft({ send }, composition),
    goAsking: () => askApproval({ askApproval: ask }, composition),
  };
};

const code = (expected: string) => ({ code: expected });

describe('sending', () => {
  it('sends the pages that were made of what is saved', async () => {
    const { go, send, writer } = sendingOf();
    await go();
    expect(writer.settleNumber).toHaveBeenCalled();
    expect(send).toHaveBeenCalledWith('draft-1', 4, null);
  });

  it.each([
    ['no number', { writing: { written: writtenOf(draft()) } }, 'number-missing'],
    [
      'a number that was refused',
      { writing: { numberProblem: 'number-invalid' } },
      'number-invalid',
    ],
    ['a text that is too long', { writing: { tooLong: ['message'] } }, 'text-too-long'],
    ['a file that did not come', { failedFiles: 1 }, 'attachment-missing'],
  ] as const)('is not done with %s', async (_, some, expected) => {
    const { go, send } = sendingOf(some);
    await expect(go()).rejects.toMatchObject(code(expected));
    expect(send).not.toHaveBeenCalled();
  });

  it('never goes to another number than the one that stood there', async () => {
    const saved = draft({ to, version: 4 });
    const { go, send } = sendingOf({ saved, ready: { ...saved, to: other, version: 5, fax } });
    await expect(go()).rejects.toMatchObject(code('draft-changed'));
    expect(send).not.toHaveBeenCalled();
  });

  it('stops when another window changed the draft, and shows what that one made of it', async () => {
    const { go, send, writer } = sendingOf();
    send.mockRejectedValueOnce(new ApiError(409, { code: 'draft-changed', details: undefined }));
    await expect(go()).rejects.toMatchObject(code('draft-changed'));
    expect(writer.refresh).toHaveBeenCalledTimes(1);
  });
});

describe('asking a colleague', () => {
  it('is about the pages that were made of what is saved', async () => {
    const { goAsking, ask, send } = sendingOf();
    await goAsking();
    expect(ask).toHaveBeenCalledWith('draft-1', 4);
    expect(send).not.toHaveBeenCalled();
  });

  it('asks the server how the draft is when nobody needs to be asked any more', async () => {
    const { goAsking, ask, writer } = sendingOf();
    const code = 'approval-not-needed';
    ask.mockRejectedValueOnce(new ApiError(409, { code, details: undefined }));
    await expect(goAsking()).rejects.toMatchObject({ code });
    expect(writer.refresh).toHaveBeenCalledTimes(1);
  });
});
