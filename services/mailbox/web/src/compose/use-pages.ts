import { useEffect, useRef, useState } from 'react';
import type { Draft } from '../../../src/http/api.ts';
import { troubleOf, type Trouble } from './compose-problem.ts';
import { isWordless } from './is-wordless.ts';
import { useArriving, useComposition, useWriting } from './use-composition.ts';

export interface MadePages {
  /** Those that were made last; what is written now may be newer. */
  readonly shown: { readonly version: number; readonly fax: NonNullable<Draft['fax']> } | null;
  readonly isMaking: boolean;
  readonly isOutdated: boolean;
  readonly trouble: Trouble | null;
  readonly make: () => void;
}

/** Whoever has just opened a draft begins to write. */
const shortestPause = 1_000;
/** Making pages takes at most a quarter of the time that one writes. */
const pauseFor = (tookMs: number) => Math.max(shortestPause, 3 * tookMs);

interface Made {
  readonly version: number;
  readonly tookMs: number;
  readonly trouble: Trouble | null;
}

/** The pages as they will be faxed; made anew when one pauses, while they are seen. */
export const usePages = (isSeen: boolean): MadePages => {
  const { pages } = useComposition();
  const writing = useWriting();
  const { draft, saving } = writing;
  const isArriving = useArriving().some(({ state }) => state !== 'failed');
  const [isMaking, setMaking] = useState(false);
  const [last, setLast] = useState<Made>({ version: -1, tookMs: 0, trouble: null });
  const [shown, setShown] = useState<MadePages['shown']>(null);
  if (draft.fax && draft.fax !== shown?.fax) setShown({ version: draft.version, fax: draft.fax });

  const make = async () => {
    setMaking(true);
    const began = performance.now();
    const made = await pages.make().then(
      () => null,
      (error: unknown) => troubleOf(error),
    );
    setLast({ version: draft.version, tookMs: performance.now() - began, trouble: made });
    setMaking(false);
  };

  // What failed for this version fails again: only a change or a person's word starts another try.
  const hasFailed = last.trouble !== null && last.version === draft.version;
  const isSettled = saving.state === 'saved' && !isArriving && !isWordless(writing);
  const isDue = isSeen && !draft.fax && isSettled && !isMaking;
  const due = isDue && !hasFailed ? draft.version : null;
  const pause = pauseFor(last.tookMs);
  const latest = useRef(make);
  useEffect(() => {
    latest.current = make;
  });
  useEffect(() => {
    if (due === null) return undefined;
    const timer = setTimeout(() => void latest.current(), pause);
    return () => clearTimeout(timer);
  }, [due, pause]);

  return {
    shown,
    isMaking,
    isOutdated: shown !== null && !draft.fax,
    trouble: hasFailed && !draft.fax ? last.trouble : null,
    make: () => void make(),
  };
};
