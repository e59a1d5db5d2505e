import { GridListItem } from 'react-aria-components';
import type { SendingSummary } from '../../../src/http/api.ts';
import { useSession } from '../session.ts';
import { OutgoingMarkView } from './delivery-mark.tsx';
import { sendingRowView } from './sending-row-view.ts';
import { useSentWords } from './sent-words.ts';

/** To whom and when; by whom, how many pages, how it is. */
export const SendingRow = ({ sending, isOpen }: { sending: SendingSummary; isOpen: boolean }) => {
  const { me, now } = useSession();
  const sent = useSentWords();
  const row = sendingRowView(sending, me, now);
  return (
    <GridListItem id={row.id} textValue={row.label} className={`row${isOpen ? ' row--open' : ''}`}>
      <span className="row__dot" />
      <span className="row__line">
        <bdi className="row__from" title={row.toFull}>
          {row.to}
        </bdi>
        <span className="row__to">{row.isAnswer && sent.isAnswer}</span>
        <time className="row__time" dateTime={row.time.iso} title={row.time.full}>
          {row.time.short}
        </time>
      </span>
      <span className="row__line row__line--meta">
        <bdi className="row__tsi">{row.by}</bdi>
        <span className="row__pages">{row.pages}</span>
        <span className="row__marks">
          {row.marks.map((mark) => (
            <OutgoingMarkView key={mark.tone} mark={mark} />
          ))}
        </span>
      </span>
    </GridListItem>
  );
};
