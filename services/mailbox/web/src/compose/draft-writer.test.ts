import { describe, expect, it } from 'vitest';
import type { ChangeDraft, Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import { draft } from '../testing/sending-data.ts';
import { createDraftWriter } from './draft-writer.ts';
import { isUnsaved } from './writing.ts';

const refusal = (status: number, code: string) =>
  new ApiError(status, { code, details: undefined });

/** A server that keeps one draft, and a clock that goes on when it is told to. */
const writing = (start: Draft = draft()) => {
  let kept = start;
  const changes: ChangeDraft[] = [];
  const refusals: ApiError[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const writer = createDraftWriter(start, {
    api: {
      draft: () => Promise.resolve(kept),
      changeDraft: (_, change) => {
        const refused = refusals.shift();
        if (refused) return Promise.reject(refused);
        if (change.version !== kept.version) return Promise.reject(refusal(409, 'draft-changed'));
        changes.push(change);
        const { to, version, attachments: order, ...text } = change;
        kept = {
          ...kept,
          ...text,
          referralStep: text.referralStep ?? null,
          to: to === null ? null : { full: '+46812345678', national: '08-123 456 78' },
          version: version + 1,
          fax: null,
          attachments: kept.attachments.toSorted(
            (a, b) => (order?.indexOf(a.id) ?? 0) - (order?.indexOf(b.id) ?? 0),
          ),
        };
        return Promise.resolve(kept);
      },
    },
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  });
  return {
    writer,
    changes,
    refusals,
    timers,
    /** Somebody else changes the draft. */
    elsewhere: (some: Partial<Draft>) => {
      kept = { ...kept, ...some, version: kept.version + 1 };
    },
    passTime: async () => {
      const due = timers.splice(0);
      for (const { run } of due) run();
      await writer.save().catch(() => undefined);
    },
  };
};

describe('what is written', () => {
  it('is saved by itself a moment later, all of it at once', async () => {
    const { writer, changes, passTime } = writing();
    writer.write({ message: 'We ' });
    writer.write({ message: 'We have', subject: 'Answer' });
    expect(writer.now().saving.state).toBe('waiting');
    await passTime();
    expect(changes).toMatchObject([{ message: 'We have', subject: 'Answer', version: 1 }]);
    expect(writer.now().saving.state).toBe('saved');
  });

  it('is saved again when one goes on while it is being saved', async () => {
    const { writer, changes } = writing();
    writer.write({ message: 'One' });
    const saved = writer.save();
    writer.write({ message: 'One and two' });
    await saved;
    expect(changes.map(({ message }) => message)).toEqual(['One', 'One and two']);
  });

  it('is not asked to be saved when nothing is new', async () => {
    const { writer, changes } = writing();
    writer.write({ message: '' });
    await writer.save();
    expect(changes).toEqual([]);
  });

  it('stays and is tried again, more slowly each time, when there is no contact', async () => {
    const { writer, changes, refusals, timers, passTime } = writing();
    refusals.push(refusal(0, 'offline'), refusal(0, 'offline'), refusal(401, 'login-required'));
    writer.write({ message: 'Kept' });
    await writer.save().catch(() => undefined);
    expect(writer.now()).toMatchObject({
      written: { message: 'Kept' },
      saving: { state: 'failed' },
    });
    expect(isUnsaved(writer.now())).toBe(true);
    const pauses = [timers.at(-1)?.ms];
    for (let round = 0; round < 2; round += 1) {
      await passTime();
      pauses.push(timers.at(-1)?.ms);
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000]);
    await passTime();
    expect(changes).toMatchObject([{ message: 'Kept' }]);
    expect(isUnsaved(writer.now())).toBe(false);
  });

  it('is kept here and not saved as long as it is too long, the rest is saved', async () => {
    const { writer, changes } = writing();
    writer.write({ message: 'x'.repeat(5001), subject: 'Short' });
    await writer.save();
    expect(changes).toMatchObject([{ message: '', subject: 'Short' }]);
    expect(writer.now()).toMatchObject({ tooLong: ['message'] });
    expect(isUnsaved(writer.now())).toBe(true);
  });

  it('says so when the draft is not there any more', async () => {
    const { writer, refusals } = writing();
    refusals.push(refusal(404, 'not-found'));
    writer.write({ message: 'Late' });
    await expect(writer.save()).rejects.toMatchObject({ code: 'not-found' });
    expect(writer.now().saving.state).toBe('gone');
  });
});

describe('the number', () => {
  it('is saved when one is done typing it, and then shown as one writes it here', async () => {
    const { writer, changes } = writing();
    writer.write({ number: '0812345678', message: 'Hello' });
    await writer.save();
    writer.settleNumber();
    await writer.save();
    expect(changes.map(({ to }) => to)).toEqual([null, '0812345678']);
    expect(writer.now().written.number).toBe('08-123 456 78');
  });

  it('goes back in full when it is the one that the server gave', async () => {
    const to = { full: '+4512345678', national: '12 34 56 78' };
    const { writer, changes } = writing(draft({ to }));
    writer.write({ message: 'Hej' });
    await writer.save();
    expect(changes).toMatchObject([{ to: '+4512345678' }]);
  });

  it('says what is wrong with it and lets the text be saved without it', async () => {
    const { writer, changes, refusals } = writing();
    refusals.push(refusal(400, 'number-premium-rate'));
    writer.write({ number: '0900-123 45', message: 'Kept' });
    writer.settleNumber();
    await writer.save();
    expect(writer.now()).toMatchObject({
      numberProblem: 'number-premium-rate',
      written: { number: '0900-123 45' },
    });
    expect(changes).toMatchObject([{ to: null, message: 'Kept' }]);
  });
});

describe('a draft that another window changed', () => {
  it('is saved all the same when only its attachments differ', async () => {
    const { writer, changes, elsewhere } = writing();
    elsewhere({ attachments: [attachment('a')] });
    writer.write({ message: 'Mine' });
    await writer.save();
    expect(changes).toMatchObject([{ message: 'Mine', version: 2 }]);
    expect(writer.now().draft.attachments).toHaveLength(1);
  });

  it('waits for a person to choose when the text differs, and keeps both until then', async () => {
    const { writer, changes, elsewhere } = writing();
    elsewhere({ message: 'Theirs' });
    writer.write({ message: 'Mine' });
    await expect(writer.save()).rejects.toMatchObject({ code: 'draft-changed' });
    expect(writer.now()).toMatchObject({
      written: { message: 'Mine' },
      saving: { state: 'conflict', theirs: { message: 'Theirs' } },
    });
    expect(changes).toEqual([]);
    writer.keepMine();
    await writer.save();
    expect(changes).toMatchObject([{ message: 'Mine' }]);
  });

  it('shows what the other has when the person takes that', async () => {
    const { writer, elsewhere } = writing();
    elsewhere({ message: 'Theirs' });
    writer.write({ message: 'Mine' });
    await writer.save().catch(() => undefined);
    writer.takeTheirs();
    expect(writer.now()).toMatchObject({
      written: { message: 'Theirs' },
      saving: { state: 'saved' },
    });
  });
});

const attachment = (id: string) =>
  ({ id, name: `${id}.pdf`, mediaType: 'application/pdf', size: 1 }) as const;

describe('the attachments', () => {
  it('stand at once in the order that is wanted, and one that came meanwhile stands last', async () => {
    const { writer, changes } = writing(draft({ attachments: [attachment('a'), attachment('b')] }));
    writer.reorder(['b', 'a']);
    writer.took(
      draft({ version: 1, attachments: [attachment('a'), attachment('b'), attachment('c')] }),
    );
    const names = () => writer.now().draft.attachments.map(({ id }) => id);
    expect(names()).toEqual(['b', 'a', 'c']);
    await writer.save();
    expect(changes).toMatchObject([{ attachments: ['b', 'a', 'c'] }]);
  });

  it('do not go back to what they were when an older answer comes late', () => {
    const { writer } = writing();
    writer.took(draft({ version: 3, attachments: [attachment('a')] }));
    writer.took(draft({ version: 2, attachments: [] }));
    expect(writer.now().draft.attachments).toHaveLength(1);
  });
});
