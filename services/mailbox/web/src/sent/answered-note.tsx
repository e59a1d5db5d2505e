import type { Answered, Message } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { actorName } from '../words/actor-name.ts';
import { OutgoingMarkView } from './delivery-mark.tsx';
import { deliveryTone } from './delivery-tone.ts';
import { stateWord } from './state-word.ts';

const most = 5;

const Answer = ({ answer, departmentId }: { answer: Answered; departmentId: string }) => {
  const { words, view } = useSession();
  const { sendingId, sentAt, by, channel, state, changedAt } = answer;
  return (
    <p className="answered">
      <span>
        {words.sending.answered} <Time iso={sentAt} />{' '}
        <bdi>{words.sending.answeredBy(actorName(by))}</bdi>
      </span>
      <span className="answered__state">
        <OutgoingMarkView
          mark={{ tone: deliveryTone(state, channel), word: stateWord(state, channel, words) }}
        />
        <Time iso={changedAt} />
      </span>
      <RouteLink
        route={{
          messageId: null,
          departmentId,
          view,
          outgoing: { kind: 'sent', show: 'all', sendingId },
        }}
      >
        {words.sending.showAnswer}
      </RouteLink>
    </p>
  );
};

/** "Answered 09:12 by Anna, delivered 09:14", the newest first. */
export const AnsweredNote = ({ message }: { message: Message }) => {
  const { words } = useSession();
  const { answers, departmentId } = message;
  if (answers.length === 0) return null;
  const newest = answers.toReversed().slice(0, most);
  return (
    <Notice tone="plain">
      {newest.map((answer) => (
        <Answer key={answer.sendingId} answer={answer} departmentId={departmentId} />
      ))}
      {answers.length > most && <p>{words.sending.olderAnswers(answers.length - most)}</p>}
    </Notice>
  );
};
