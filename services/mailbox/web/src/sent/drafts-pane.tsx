import { GridListItem } from 'react-aria-components';
import type { DraftSummary } from '../../../src/http/api.ts';
import { useDrafts } from '../api/use-sendings.ts';
import { ViewMenu } from '../frame/view-menu.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { RowsPane } from '../list/rows-pane.tsx';
import type { SentWords } from '../words/sent-en.ts';
import { OutgoingMarkView, type OutgoingMark } from './delivery-mark.tsx';
import { useSentWords } from './sent-words.ts';

const approvalMark = (
  state: NonNullable<DraftSummary['approval']>,
  words: SentWords['drafts'],
): OutgoingMark =>
  state === 'waiting'
    ? { tone: 'outgoing-waits', word: words.waits }
    : { tone: 'person-failed', word: words.declined };

const DraftRow = ({ draft }: { draft: DraftSummary }) => {
  const { me, now } = useSession();
  const { drafts: sent } = useSentWords();
  const to = draft.to?.national ?? sent.noRecipient;
  const time = shortTime(draft.changedAt, now, me);
  const attachments =
    draft.attachments > 0 ? sent.attachments(draft.attachments) : sent.noAttachments;
  const answer = draft.replyTo ? sent.answer : null;
  const approval = draft.approval && approvalMark(draft.approval, sent);
  return (
    <GridListItem
      id={draft.id}
      textValue={[to, answer, sent.changed(time), attachments, approval?.word]
        .filter(Boolean)
        .join(', ')}
      className="row"
    >
      <span className="row__dot" />
      <span className="row__line">
        <bdi className="row__from" title={draft.to?.full}>
          {to}
        </bdi>
        <span className="row__to">{answer}</span>
        <time
          className="row__time"
          dateTime={draft.changedAt}
          title={fullTime(draft.changedAt, me)}
        >
          {time}
        </time>
      </span>
      <span className="row__line row__line--meta">
        <span className="row__pages">{attachments}</span>
        <span className="row__marks">{approval && <OutgoingMarkView mark={approval} />}</span>
      </span>
    </GridListItem>
  );
};

/** What one is writing oneself; nobody else sees it. */
export const DraftsPane = () => {
  const { words, department, view } = useSession();
  const { drafts: sent } = useSentWords();
  const { data, isError, refetch } = useDrafts(department.id);
  return (
    <RowsPane
      label={words.list.label(words.sending.drafts, department.name)}
      head={
        <div className="list__head">
          <h2 className="list__title">{words.sending.drafts}</h2>
          <ViewMenu title={words.sending.drafts} count={null} />
        </div>
      }
      rows={data}
      isFailed={isError}
      empty={sent.empty}
      openId={null}
      onRetry={() => void refetch()}
      onOpen={(draftId) =>
        navigate({
          messageId: null,
          departmentId: department.id,
          view,
          outgoing: { kind: 'draft', draftId },
        })
      }
    >
      {(draft) => <DraftRow draft={draft} />}
    </RowsPane>
  );
};
