import { Button } from 'react-aria-components';
import type { Draft } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { isAboutNumber, problemWords, type Trouble } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { useComposition, useWriting } from './use-composition.ts';

/** A colleague did not approve it; it is said until one asks again or sends. */
const Declined = ({ by, at, reason }: NonNullable<Draft['approval']> & { state: 'declined' }) => {
  const compose = useComposeWords();
  return (
    <Notice tone="damaged">
      <p>
        <bdi>{compose.declined(by.name)}</bdi> <Time iso={at} />
      </p>
      <p>
        <q>
          <bdi>{reason}</bdi>
        </q>
      </p>
    </Notice>
  );
};

/** What stands in the way of the whole; what is about a field or a file stands there. */
export const FormNotices = ({ trouble }: { trouble: Trouble | null }) => {
  const { words } = useSession();
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { saving, draft } = useWriting();
  const isOfWhole =
    trouble !== null &&
    !isAboutNumber(trouble.code) &&
    !draft.attachments.some(({ id }) => id === trouble.attachmentId);
  if (saving.state === 'gone')
    return (
      <Notice tone="failed" role="alert">
        <p>{compose.gone}</p>
      </Notice>
    );
  if (saving.state === 'conflict')
    return (
      <Notice tone="damaged" role="alert">
        <p>{compose.conflict}</p>
        <div className="notice__actions">
          <Button className="button button--small" onPress={writer.keepMine}>
            {compose.keepMine}
          </Button>
          <Button className="button button--small" onPress={writer.takeTheirs}>
            {compose.takeTheirs}
          </Button>
        </div>
      </Notice>
    );
  return (
    <>
      {isOfWhole && (
        <Notice tone="failed" role="alert">
          <p>{problemWords(trouble.code, compose, words)}</p>
        </Notice>
      )}
      {draft.approval?.state === 'declined' && <Declined {...draft.approval} />}
    </>
  );
};
