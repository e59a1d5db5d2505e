import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { PageFacts } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { SheetMarks } from './sheet-marks.tsx';

/** One page as a picture. When it fails one is told and can try again; perhaps one has been logged out. */
export const Sheet = ({
  url,
  alt,
  isLazy,
  facts,
  describedBy,
  onRatio,
}: {
  url: string;
  alt: string;
  isLazy: boolean;
  facts: PageFacts | undefined;
  describedBy: string | undefined;
  /** Told the picture's width for each of its height, once it is known. */
  onRatio: (ratio: number) => void;
}) => {
  const { words } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  return (
    <div className="sheet">
      <div className="sheet__face">
        <img
          key={attempt}
          className="sheet__picture"
          src={url}
          alt={alt}
          aria-describedby={describedBy}
          loading={isLazy ? 'lazy' : 'eager'}
          decoding="async"
          data-state={state}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            setState('loaded');
            if (naturalHeight > 0) onRatio(naturalWidth / naturalHeight);
          }}
          onError={() => {
            setState('failed');
            void queries.invalidateQueries({ queryKey: keys.me });
          }}
        />
        {facts && state === 'loaded' && <SheetMarks facts={facts} />}
      </div>
      {state === 'loading' && (
        <p className="sheet__loading" aria-hidden>
          {words.loading}
        </p>
      )}
      {state === 'failed' && (
        <div className="sheet__problem">
          <Notice tone="failed" role="alert">
            <p>{words.pages.failed}</p>
            <Button
              className="button button--small"
              onPress={() => {
                setState('loading');
                setAttempt(attempt + 1);
              }}
            >
              {words.tryAgain}
            </Button>
          </Notice>
        </div>
      )}
    </div>
  );
};
