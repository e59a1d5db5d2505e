import { GridListItem } from 'react-aria-components';
import type { MessageSummary } from '../../../src/http/api.ts';
import { MarkView } from '../parts/mark.tsx';
import { useSession } from '../session.ts';
import { rowView } from './row-view.ts';

export const MessageRow = ({ message }: { message: MessageSummary }) => {
  const { me, now, messageId } = useSession();
  const row = rowView(message, me, now);
  const isOpen = row.id === messageId;
  return (
    <GridListItem
      id={row.id}
      textValue={row.label}
      className={`row${row.isNew ? ' row--new' : ''}${isOpen ? ' row--open' : ''}`}
    >
      <span className="row__dot" />
      <span className="row__line">
        <bdi className="row__from" title={row.fromFull}>
          {row.from}
        </bdi>
        <span className="row__to">
          <bdi title={row.toFull}>{row.to}</bdi>
        </span>
        <time className="row__time" dateTime={row.time.iso} title={row.time.full}>
          {row.time.short}
        </time>
      </span>
      <span className="row__line row__line--meta">
        {row.tsi && <bdi className="row__tsi">{row.tsi}</bdi>}
        <span className="row__pages">{row.pages}</span>
        <span className="row__marks">
          {row.marks.map((mark) => (
            <MarkView key={mark.kind} mark={mark} />
          ))}
        </span>
      </span>
    </GridListItem>
  );
};
