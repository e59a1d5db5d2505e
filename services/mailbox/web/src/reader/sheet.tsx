import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { keys } from '../api/keys.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { sheetId } from './use-page-view.ts';

/** One page as a picture. When it fails one is told and can try again; perhaps one has been logged out. */
export const Sheet = ({
  page,
  url,
  alt,
  isLazy,
}: {
  page: number;
  url: string;
  alt: string;
  isLazy: boolean;
}) => {
  const { words } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  return (
    <div className="sheet" id={sheetId(page)}>
      <img
        key={attempt}
        className="sheet__picture"
        src={url}
        alt={alt}
        loading={isLazy ? 'lazy' : 'eager'}
        decoding="async"
        data-state={state}
        onLoad={() => setState('loaded')}
        onError={() => {
          setState('failed');
          void queries.invalidateQueries({ queryKey: keys.me });
        }}
      />
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
