import { ChartColumn } from 'lucide-react';
import { useSendings } from '../api/use-sendings.ts';
import { sendingViews, type Show } from '../route/route.ts';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { olderOf } from '../list/older-of.ts';
import { RowsHead } from '../list/rows-head.tsx';
import { RowsPane } from '../list/rows-pane.tsx';
import { SendingRow } from './sending-row.tsx';
import { useSentWords } from './sent-words.ts';

const useOpenSent = () => {
  const { department, view } = useSession();
  return (show: Show, sendingId: string | null) =>
    navigate({
      messageId: null,
      departmentId: department.id,
      view,
      outgoing: { kind: 'sent', show, sendingId },
    });
};

const SentHead = ({ show }: { show: Show }) => {
  const { words, department } = useSession();
  const sent = useSentWords();
  const open = useOpenSent();
  const { underWay, attention } = department.sending;
  const counts: Record<Show, number | null> = { all: null, 'under-way': underWay, attention };
  const choices = sendingViews.map((id) => {
    const count = counts[id];
    return {
      id,
      word: sent.shows[id],
      beside: count ? { text: String(count) } : null,
      run: () => open(id, null),
    };
  });
  return (
    <RowsHead
      title={words.sending.sent}
      label={sent.show}
      chosen={show}
      choices={choices}
      more={
        <a
          className="button button--quiet button--icon button--small"
          href={`/fax-share?department=${department.id}`}
          aria-label={sent.faxShare}
          title={sent.faxShare}
        >
          <ChartColumn className="icon" aria-hidden />
        </a>
      }
    />
  );
};

/** What the department sent, the newest first. */
export const SentPane = ({ show, sendingId }: { show: Show; sendingId: string | null }) => {
  const { words, department } = useSession();
  const sent = useSentWords();
  const open = useOpenSent();
  const list = useSendings(department.id, show);
  return (
    <RowsPane
      label={words.list.label(`${words.sending.sent}, ${sent.shows[show]}`, department.name)}
      head={<SentHead show={show} />}
      rows={list.rows}
      isFailed={list.isError}
      empty={sent.empty[show]}
      openId={sendingId}
      older={olderOf(list)}
      onRetry={() => void list.refetch()}
      onOpen={(id) => open(show, id)}
    >
      {(sending) => <SendingRow sending={sending} isOpen={sending.id === sendingId} />}
    </RowsPane>
  );
};
