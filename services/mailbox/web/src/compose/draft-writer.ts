import type { Draft } from '../../../src/http/api.ts';
import { ApiError } from '../api/api-error.ts';
import type { SendingApi } from '../api/sending-api.ts';
import type { Saving, Writing } from './writing.ts';
import { changeOf, inOrder, isSame, tooLongIn, writtenOf, type Written } from './written.ts';

export interface DraftWriter {
  readonly now: () => Writing;
  readonly subscribe: (listener: () => void) => () => void;
  /** What is typed; it is saved in a moment, but for a number that is still being typed. */
  readonly write: (some: Partial<Written>) => void;
  /** One is done typing the number. */
  readonly settleNumber: () => void;
  readonly reorder: (order: readonly string[]) => void;
  /** Another request changed the draft: an attachment came, pages were made. */
  readonly took: (draft: Draft) => void;
  /** Saves what is not saved. @throws what the server answered; ApiError `draft-changed` when a person must choose */
  readonly save: () => Promise<Draft>;
  /** Asks the server how the draft is now; what is not saved stays. */
  readonly refresh: () => Promise<void>;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  /** The draft was sent or discarded: nothing more is saved. */
  readonly stop: () => void;
}

export interface DraftWriterDeps {
  readonly api: Pick<SendingApi, 'changeDraft' | 'draft'>;
  readonly after: (ms: number, run: () => void) => () => void;
}

/** From the first unsaved change to its saving. */
const pause = 2_000;
const longestPause = 15_000;

const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : '');

const isAboutNumber = (code: string) => code.startsWith('number-');

/** The server would say the same again: waiting doesn't help. */
const isFinal = (error: unknown): boolean =>
  !(error instanceof ApiError) || (error.status === 400 && error.code === 'request-invalid');

/** Holds what is written in one draft and saves it by itself, one request after the other. */
export const createDraftWriter = (start: Draft, { api, after }: DraftWriterDeps): DraftWriter => {
  const listeners = new Set<() => void>();
  let draft = start;
  let written = writtenOf(start);
  /** What the server has, in the words of the form. */
  let saved = written;
  let order: readonly string[] | null = null;
  let settledNumber = written.number;
  let numberProblem: string | null = null;
  let saving: Saving = { state: 'saved' };
  let underWay: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let nextPause = pause;
  let isStopped = false;

  const snapshot = (): Writing => ({
    draft: { ...draft, attachments: inOrder(draft.attachments, order) },
    written,
    saving,
    numberProblem,
    tooLong: tooLongIn(written),
  });
  let latest = snapshot();
  const tell = () => {
    latest = snapshot();
    for (const listener of listeners) listener();
  };

  /** What can be saved now: one field that would be refused must not keep the others from being saved. */
  const toSave = (): Written => {
    const text = { ...written, number: numberProblem === null ? settledNumber : '' };
    return tooLongIn(text).reduce((rest, field) => ({ ...rest, [field]: saved[field] }), text);
  };
  const isClean = () => order === null && isSame(toSave(), saved);

  const took = (answer: Draft) => {
    // Answers overtake each other: an attachment that came meanwhile is in the newer one.
    if (answer.version >= draft.version) draft = answer;
  };

  /** A number that was understood is shown as one writes it in this country. */
  const showNumberAs = (national: string) => {
    if (written.number === settledNumber) written = { ...written, number: national };
    settledNumber = national;
    saved = { ...saved, number: national };
  };

  const adopt = (theirs: Draft) => {
    took(theirs);
    written = writtenOf(draft);
    saved = written;
    settledNumber = written.number;
    numberProblem = null;
  };

  const meetOther = async (): Promise<void> => {
    const theirs = await api.draft(draft.id);
    const isTextTheirs = !isSame(writtenOf(theirs), writtenOf(draft));
    if (!isTextTheirs) took(theirs);
    else if (isClean() || isSame(writtenOf(theirs), toSave())) adopt(theirs);
    else {
      saving = { state: 'conflict', theirs };
      throw new ApiError(409, { code: 'draft-changed', details: undefined });
    }
  };

  const saveOnce = async (): Promise<void> => {
    const sent = toSave();
    const sentOrder = order && inOrder(draft.attachments, order).map(({ id }) => id);
    const inPlace = order;
    try {
      const answer = await api.changeDraft(draft.id, changeOf(sent, draft, sentOrder));
      saved = sent;
      if (order === inPlace) order = null;
      took(answer);
      if (sent.number === settledNumber) showNumberAs(answer.to?.national ?? '');
    } catch (error) {
      const code = codeOf(error);
      if (isAboutNumber(code) && sent.number !== '') numberProblem = code;
      else if (code === 'draft-changed') await meetOther();
      else throw error;
    }
  };

  const failed = (error: unknown) => {
    if (codeOf(error) === 'not-found') saving = { state: 'gone' };
    else if (saving.state !== 'conflict') saving = { state: 'failed', error };
    if (saving.state === 'failed' && !isFinal(error)) {
      saveAfter(nextPause);
      nextPause = Math.min(2 * nextPause, longestPause);
    }
    tell();
    throw error;
  };

  const save = async (): Promise<Draft> => {
    cancelTimer?.();
    cancelTimer = null;
    while (!isClean() || underWay) {
      saving = { state: 'saving' };
      tell();
      underWay ??= saveOnce()
        .catch(failed)
        .finally(() => {
          underWay = null;
        });
      await underWay;
    }
    nextPause = pause;
    saving = { state: 'saved' };
    tell();
    return draft;
  };

  const saveAfter = (ms: number) => {
    if (isStopped) return;
    cancelTimer ??= after(ms, () => {
      cancelTimer = null;
      void save().catch(() => undefined);
    });
  };

  const changed = () => {
    const isStuck = saving.state === 'conflict' || saving.state === 'gone';
    if (!isStuck && !isClean()) {
      if (saving.state === 'saved') saving = { state: 'waiting' };
      saveAfter(pause);
    }
    tell();
  };

  return {
    now: () => latest,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (some) => {
      written = { ...written, ...some };
      changed();
    },
    settleNumber: () => {
      if (written.number === settledNumber) return;
      settledNumber = written.number;
      numberProblem = null;
      changed();
    },
    reorder: (wanted) => {
      order = wanted;
      changed();
    },
    took: (answer) => {
      took(answer);
      tell();
    },
    save,
    refresh: async () => {
      await meetOther().catch(failed);
      tell();
    },
    stop: () => {
      cancelTimer?.();
      isStopped = true;
    },
    keepMine: () => {
      if (saving.state !== 'conflict') return;
      took(saving.theirs);
      saved = writtenOf(saving.theirs);
      saving = { state: 'waiting' };
      void save().catch(() => undefined);
    },
    takeTheirs: () => {
      if (saving.state !== 'conflict') return;
      adopt(saving.theirs);
      saving = { state: 'saved' };
      tell();
    },
  };
};
