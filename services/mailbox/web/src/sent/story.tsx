import { useRef } from 'react';
import type { Sending } from '../../../src/http/api.ts';
import { useKeptFocus } from '../reader/use-kept-focus.ts';
import { useIncidentWords } from '../incidents/incident-words.ts';
import { IncidentLink } from '../parts/incident-link.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { OutgoingIcon } from './delivery-mark.tsx';
import { SendingActs } from './sending-acts.tsx';
import { sendingStory } from './sending-story.ts';
import { useSentWords } from './sent-words.ts';

const PersonsWord = ({ mark }: { mark: NonNullable<Sending['mark']> }) => {
  const sent = useSentWords();
  const name = mark.by.name;
  return (
    <p className="story__mark">
      <bdi>{mark.outcome === 'arrived' ? sent.markedArrived(name) : sent.markedFailed(name)}</bdi>{' '}
      <q>
        <bdi>{mark.reason}</bdi>
      </q>{' '}
      <Time iso={mark.at} className="timeline__time" />
    </p>
  );
};

/** How it is, in words for the telephone, and what one can do. */
export const Story = ({ sending }: { sending: Sending }) => {
  const sent = useSentWords();
  const { me, now } = useSession();
  const { tone, what, more, todo } = sendingStory(sending, sent, (iso) => shortTime(iso, now, me));
  const { report: reportWords } = useIncidentWords();
  const ref = useRef<HTMLDivElement>(null);
  const { can, delivery, mark } = sending;
  useKeptFocus(ref, `${delivery.id} ${Object.values(can).join()}`);
  return (
    <div ref={ref} className={`story story--${tone}`}>
      <div className="story__head">
        <OutgoingIcon tone={tone} isSmall={false} />
        <div role="status">
          <p className="story__what">{what}</p>
          {more.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
      {mark && <PersonsWord mark={mark} />}
      {todo && !mark && <p>{todo}</p>}
      {sending.incident && (
        <IncidentLink
          incident={sending.incident}
          departmentId={sending.departmentId}
          what={reportWords.alreadyReported}
        />
      )}
      <SendingActs sending={sending} />
    </div>
  );
};
