import { Button } from 'react-aria-components';
import { ApiError } from '../api/api.ts';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { BackButton } from './back-button.tsx';

/** It can't be opened: not there (or not one's own, which is the same answer), or no contact. */
export const ReaderProblem = ({
  error,
  notFound,
  onRetry,
}: {
  error: Error;
  /** What is not there, when it is no received fax. */
  notFound?: string;
  onRetry: () => void;
}) => {
  const { words } = useSession();
  const isNotFound = error instanceof ApiError && error.status === 404;
  return (
    <div className="reader__problem">
      <BackButton />
      <Notice tone={isNotFound ? 'plain' : 'failed'} role="alert">
        <p>{isNotFound ? (notFound ?? words.errors.notFound) : words.errors.message}</p>
        {!isNotFound && (
          <Button className="button button--small" onPress={onRetry}>
            {words.tryAgain}
          </Button>
        )}
      </Notice>
    </div>
  );
};
