import { ArrowLeft, SendHorizontal, Stamp, Trash2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import { IconButton, WithTooltip } from '../parts/icon-button.tsx';
import { Time } from '../parts/time.tsx';
import type { Draft } from '../../../src/http/api.ts';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import type { ComposeWords } from '../words/compose-en.ts';
import { useComposeWords } from './compose-words.ts';
import { isNumberLike } from './offered-contact.ts';
import { placeAfter } from './place-after.ts';
import { SavingState } from './saving-state.tsx';
import { useWriting } from './use-composition.ts';
import { useDiscard } from './use-discard.ts';
import { useSecureRecipient } from './use-way.ts';

const titleOf = (
  replyTo: Draft['replyTo'],
  secure: string | null,
  compose: ComposeWords,
): string => {
  if (!replyTo) return compose.titleNew;
  if (secure !== null) return compose.titleAnswer(secure);
  const { national } = replyTo.from;
  return national ? compose.titleAnswer(national) : compose.titleAnswerWithheld;
};

/** Who it goes to, whether it is saved, and the one thing to do: send, or ask a colleague to. */
export const ComposerHead = ({
  isSending,
  asks,
  onSend,
}: {
  isSending: boolean;
  /** A colleague has to approve it. */
  asks: boolean;
  onSend: () => void;
}) => {
  const { view } = useSession();
  const compose = useComposeWords();
  const { draft, written, numberProblem } = useWriting();
  const discard = useDiscard();
  const { replyTo } = draft;
  const secure = useSecureRecipient();
  const isNumber = numberProblem === null && isNumberLike(written.number);
  const number = secure ?? (isNumber ? written.number.trim() : '');
  const sendWord = number ? compose.sendTo(number) : compose.send;
  const nowWord = asks ? compose.askingNow : compose.sendingNow;
  const Icon = asks ? Stamp : SendHorizontal;
  return (
    <header className="reader__head">
      <div className="reader__title">
        <IconButton
          icon={ArrowLeft}
          word={compose.close}
          className="button button--quiet button--icon button--small"
          onPress={() => navigate(placeAfter(draft, view))}
        />
        <h2 className="reader__from">
          <bdi>
            {titleOf(replyTo, draft.to?.full === replyTo?.from.full ? secure : null, compose)}
          </bdi>
        </h2>
        <div className="reader__facts">
          {replyTo && (
            <span>
              {compose.answers[replyTo.kind]} <Time iso={replyTo.receivedAt} />
            </span>
          )}
        </div>
        <SavingState />
      </div>
      <div className="toolbar">
        <WithTooltip word={compose.sendKeys}>
          <Button
            className="button button--primary composer__send"
            data-pending={isSending || undefined}
            onPress={onSend}
          >
            <Icon className="icon" aria-hidden />
            <bdi className="composer__send-word">
              {isSending ? nowWord : asks ? compose.ask : sendWord}
            </bdi>
          </Button>
        </WithTooltip>
        <span className="toolbar__space" />
        <Button
          className="button button--quiet button--fold"
          aria-label={compose.discard}
          onPress={discard}
        >
          <Trash2 className="icon" aria-hidden />
          <span className="button__word">{compose.discard}</span>
        </Button>
      </div>
    </header>
  );
};
