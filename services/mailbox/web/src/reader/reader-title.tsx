import type { MessageSummary } from '../../../src/http/api.ts';
import { marksOf } from '../list/marks.ts';
import { senderOf } from '../list/sender-of.ts';
import { MarkView } from '../parts/mark.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';

/** Who, when, how many pages, how whole, in whose hands: one line. */
export const ReaderTitle = ({ message }: { message: MessageSummary }) => {
  const { me, words } = useSession();
  const { national, full } = message.from;
  const { fromDepartment, partner } = message;
  const isFax = fromDepartment === null && partner === null;
  return (
    <div className="reader__title">
      <h2 className="reader__from" title={full}>
        <bdi>{senderOf(message, words)}</bdi>
      </h2>
      <div className="reader__facts">
        {partner && (
          <span>
            <bdi>{partner.function}</bdi>
          </span>
        )}
        {!isFax && <span>{words.list.secureMessage}</span>}
        {isFax && national && full !== national && (
          <span className="reader__number">
            <bdi>{full}</bdi>
          </span>
        )}
        {message.tsi && (
          <span className="reader__tsi" title={`${words.reader.tsi}: ${message.tsi}`}>
            <bdi>{message.tsi}</bdi>
          </span>
        )}
        <Time iso={message.receivedAt} />
        {message.pages !== null && <span>{words.list.pagesLong(message.pages)}</span>}
      </div>
      <div className="reader__marks">
        {marksOf(message, me.person.id, words).map((mark) => (
          <MarkView key={mark.kind} mark={mark} />
        ))}
      </div>
    </div>
  );
};
