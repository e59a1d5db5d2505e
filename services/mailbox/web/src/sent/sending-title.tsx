import { ArrowLeft } from 'lucide-react';
import type { Sending } from '../../../src/http/api.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Time } from '../parts/time.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';
import { OutgoingMarkView } from './delivery-mark.tsx';
import { recipientOf } from './recipient-of.ts';
import { sendingMarks } from './sending-marks.ts';
import { useSentWords } from './sent-words.ts';

/** To whom, when, how many pages, how it is: one line. */
export const SendingTitle = ({ sending }: { sending: Sending }) => {
  const { me, now, words, view, outgoing } = useSession();
  const sent = useSentWords();
  const { departmentId, to, way } = sending;
  const marks = sendingMarks(sending, words, sent, (iso) => shortTime(iso, now, me));
  const show = outgoing?.kind === 'sent' ? outgoing.show : 'all';
  return (
    <header className="reader__head sending__head">
      <div className="reader__title">
        <IconButton
          icon={ArrowLeft}
          word={words.actions.back}
          className="button button--quiet button--icon button--small toolbar__back"
          onPress={() =>
            navigate({
              messageId: null,
              departmentId,
              view,
              outgoing: { kind: 'sent', show, sendingId: null },
            })
          }
        />
        <h2 className="reader__from" title={to.full}>
          <bdi>{recipientOf(sending)}</bdi>
        </h2>
        <div className="reader__facts">
          {way.channel === 'fax' && to.full !== to.national && (
            <span className="reader__number">
              <bdi>{to.full}</bdi>
            </span>
          )}
          <Time iso={sending.sentAt} />
          <span>{words.list.pagesLong(sending.pages)}</span>
        </div>
        <div className="reader__marks">
          {marks.map((mark) => (
            <OutgoingMarkView key={mark.tone} mark={mark} />
          ))}
        </div>
      </div>
    </header>
  );
};
