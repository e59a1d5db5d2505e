import { Inbox, Reply, Send } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ConversationPart, Message } from '../../../src/http/api.ts';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { Time } from '../parts/time.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { OutgoingMarkView } from '../sent/delivery-mark.tsx';
import { deliveryTone } from '../sent/delivery-tone.ts';
import { stateWord } from '../sent/state-word.ts';
import { useSession } from '../session.ts';
import { actorName } from '../words/actor-name.ts';
import { usePartnerWords } from './partner-words.ts';

const Came = ({
  part: { messageId, organisation, function: name, at },
  message,
}: {
  part: Extract<ConversationPart, { kind: 'in' }>;
  message: Message;
}) => {
  const own = usePartnerWords();
  const { departmentId } = message;
  return (
    <>
      <Inbox className="icon icon--small" aria-hidden />
      <span>
        <bdi>{own.from(`${organisation}, ${name}`)}</bdi>
      </span>
      <Time iso={at} className="timeline__time" />
      {messageId === message.id ? (
        <span className="conversation__more">{own.thisOne}</span>
      ) : (
        <RouteLink className="conversation__more" route={{ messageId, departmentId, view: 'all' }}>
          {own.show}
        </RouteLink>
      )}
    </>
  );
};

const Sent = ({
  part: { sendingId, by, at, channel, state },
  departmentId,
}: {
  part: Extract<ConversationPart, { kind: 'out' }>;
  departmentId: string;
}) => {
  const { words, view } = useSession();
  const own = usePartnerWords();
  const outgoing = { kind: 'sent', show: 'all', sendingId } as const;
  return (
    <>
      <Send className="icon icon--small" aria-hidden />
      <span>
        <bdi>{own.sentBy(actorName(by))}</bdi>
      </span>
      <Time iso={at} className="timeline__time" />
      <span className="conversation__more">
        <OutgoingMarkView
          mark={{ tone: deliveryTone(state, channel), word: stateWord(state, channel, words) }}
        />
        <RouteLink route={{ messageId: null, departmentId, view, outgoing }}>{own.show}</RouteLink>
      </span>
    </>
  );
};

/** What came and what was sent in the conversation of a message, and the way to answer in it. */
export const Conversation = ({ message }: { message: Message }) => {
  const { department } = useSession();
  const own = usePartnerWords();
  const { answer, isPending } = useNewDraft();
  const { conversation, departmentId, handling } = message;
  return (
    <>
      <ol className="conversation">
        {conversation.map((part) =>
          part.kind === 'in' ? (
            <li key={part.messageId}>
              <Came part={part} message={message} />
            </li>
          ) : (
            <li key={part.sendingId}>
              <Sent part={part} departmentId={departmentId} />
            </li>
          ),
        )}
      </ol>
      {department.sending.canSend && handling.state !== 'forwarded' && (
        <Button
          className="button button--small handling"
          data-pending={isPending || undefined}
          onPress={() => answer(message.id)}
        >
          <Reply className="icon icon--small" aria-hidden />
          {own.answer}
        </Button>
      )}
    </>
  );
};
