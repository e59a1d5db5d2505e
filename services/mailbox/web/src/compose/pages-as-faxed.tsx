import { Button } from 'react-aria-components';
import { draftPictureUrl } from '../api/sending-api.ts';
import { Notice } from '../parts/notice.tsx';
import { PagePictures } from '../parts/page-pictures.tsx';
import { useSession } from '../session.ts';
import { problemWords } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { useWriting } from './use-composition.ts';
import { usePages } from './use-pages.ts';
import { usePagesWords } from './use-way.ts';

/** The pages exactly as they will be faxed or seen, and how many they are. */
export const PagesAsFaxed = ({ isSending }: { isSending: boolean }) => {
  const { words } = useSession();
  const compose = useComposeWords();
  const pages = usePagesWords();
  const { draft } = useWriting();
  const { shown, isMaking, isOutdated, trouble, make } = usePages(!isSending);
  const blamed = draft.attachments.find(({ id }) => id === trouble?.attachmentId);
  const blank = shown?.fax.blankPages ?? [];
  const state = isMaking
    ? compose.making
    : isOutdated
      ? compose.outdated
      : shown
        ? compose.pageCount(shown.fax.pages)
        : pages.nothingYet;
  return (
    <>
      <p className="parts__state">{state}</p>
      <PagePictures
        label={pages.pages}
        count={shown?.fax.pages ?? 0}
        urlOf={(page, width) => draftPictureUrl(draft.id, shown?.version ?? 0, page, width)}
        altOf={(page) => pages.pageAlt(page, shown?.fax.pages ?? 0)}
      >
        {trouble && (
          <Notice tone="failed" role="alert">
            {blamed && (
              <p className="notice__what">
                <bdi>{blamed.name}</bdi>
              </p>
            )}
            <p>{problemWords(trouble.code, compose, words)}</p>
            <Button className="button button--small" onPress={make}>
              {words.tryAgain}
            </Button>
          </Notice>
        )}
        {blank.length > 0 && (
          <Notice tone="plain">
            <p>{pages.blank(blank.join(', '), blank.length)}</p>
          </Notice>
        )}
      </PagePictures>
    </>
  );
};
