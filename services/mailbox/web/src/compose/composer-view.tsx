import { useRef } from 'react';
import { DropZone } from 'react-aria-components';
import { useMedia } from '../parts/use-media.ts';
import { AnsweredFax } from './answered-fax.tsx';
import { isAboutNumber, troubleOf } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { ComposerHead } from './composer-head.tsx';
import { ComposerParts, type ComposerPart } from './composer-parts.tsx';
import { SecondLookDialog } from './second-look-dialog.tsx';
import { PagesAsFaxed } from './pages-as-faxed.tsx';
import { useAddFiles } from './use-add-files.ts';
import { useComposerFocus } from './use-composer-focus.ts';
import { useArriving, useWriting } from './use-composition.ts';
import { useSaveMoments } from './use-save-moments.ts';
import { useSend } from './use-send.ts';
import { useSecondLook } from './use-second-look.ts';
import { useSendKey } from './use-send-key.ts';
import { useSessionWatch } from './use-session-watch.ts';
import { usePagesWords } from './use-way.ts';
import { WritingForm } from './writing-form.tsx';

/** Head, form and pages; beside each other where there is room, else one at a time. */
export const ComposerView = () => {
  const compose = useComposeWords();
  const { draft } = useWriting();
  const arriving = useArriving();
  const pages = usePagesWords();
  const addFiles = useAddFiles();
  const isWide = useMedia('(min-width: 1100px)');
  const { send: sendNow, ask, isPending, error } = useSend();
  const secondLook = useSecondLook(error, sendNow);
  const asks = draft.recipient?.secondLook === 'colleague';
  const ref = useRef<HTMLDivElement>(null);
  const trouble = error && !secondLook.isAsking ? troubleOf(error) : null;
  useComposerFocus(ref, trouble);
  useSaveMoments();
  useSessionWatch();

  const send = () => {
    if (isPending) return;
    if (asks) ask();
    else secondLook.begin();
  };
  useSendKey(send);
  const form = <WritingForm trouble={trouble} />;
  const parts: ComposerPart[] = [
    ...(isWide ? [] : [{ id: 'write', word: compose.write, content: form }]),
    {
      id: 'pages',
      word: pages.pages,
      content: <PagesAsFaxed isSending={isPending} />,
    },
    ...(draft.replyTo
      ? [
          {
            id: 'original',
            word: compose.original[draft.replyTo.kind],
            content: <AnsweredFax replyTo={draft.replyTo} />,
          },
        ]
      : []),
  ];
  // What is wrong stands in the form: it comes to the front.
  const needsForm = trouble !== null && (isAboutNumber(trouble.code) || arriving.length > 0);

  return (
    <div ref={ref} className="composer__inside">
      <ComposerHead isSending={isPending} asks={asks} onSend={send} />
      <DropZone
        className="composer__body"
        aria-label={compose.drop}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => void addFiles.fromDrop(items)}
      >
        {({ isDropTarget }) => (
          <>
            {isWide && form}
            <ComposerParts parts={parts} comesFirst={needsForm ? 'write' : null} />
            {isDropTarget && <p className="composer__drop">{compose.drop}</p>}
          </>
        )}
      </DropZone>
      {secondLook.isAsking && (
        <SecondLookDialog
          isPending={isPending}
          isWrong={secondLook.isWrong}
          onSend={secondLook.answer}
          onClose={secondLook.close}
        />
      )}
    </div>
  );
};
