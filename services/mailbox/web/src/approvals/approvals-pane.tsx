import { GridListItem } from 'react-aria-components';
import type { ApprovalSummary } from '../../../src/http/api.ts';
import { useApprovals } from '../api/use-approvals.ts';
import { ViewMenu } from '../frame/view-menu.tsx';
import { RowsPane } from '../list/rows-pane.tsx';
import { useSession } from '../session.ts';
import { fullTime, shortTime } from '../time/format-time.ts';
import { useApprovalsWords } from './approvals-words.ts';
import { useOpenApproval } from './use-open-approval.ts';

/** To whom, since when, by whom. */
const ApprovalRow = ({ approval, isOpen }: { approval: ApprovalSummary; isOpen: boolean }) => {
  const { me, now, words } = useSession();
  const approvals = useApprovalsWords();
  const { id, to, askedBy, askedAt, isOwn, pages } = approval;
  const time = shortTime(askedAt, now, me);
  const by = isOwn ? approvals.own : approvals.by(askedBy.name);
  const count = words.list.pagesLong(pages);
  return (
    <GridListItem
      id={id}
      textValue={[to.national, by, count, time].join(', ')}
      className={`row${isOpen ? ' row--open' : ''}`}
    >
      <span className="row__dot" />
      <span className="row__line">
        <bdi className="row__from" title={to.full}>
          {to.national}
        </bdi>
        <span className="row__to" />
        <time className="row__time" dateTime={askedAt} title={fullTime(askedAt, me)}>
          {time}
        </time>
      </span>
      <span className="row__line row__line--meta">
        <bdi className="row__tsi">{by}</bdi>
        <span className="row__pages">{count}</span>
      </span>
    </GridListItem>
  );
};

/** What waits for a colleague in the department, what has waited longest first. */
export const ApprovalsPane = ({ draftId }: { draftId: string | null }) => {
  const { words, department } = useSession();
  const approvals = useApprovalsWords();
  const open = useOpenApproval();
  const { data, isError, refetch } = useApprovals(department.id);
  const title = words.sending.approvals;
  return (
    <RowsPane
      label={words.list.label(title, department.name)}
      head={
        <div className="list__head">
          <h2 className="list__title">{title}</h2>
          <ViewMenu title={title} count={null} />
        </div>
      }
      rows={data}
      isFailed={isError}
      empty={approvals.empty}
      openId={draftId}
      onRetry={() => void refetch()}
      onOpen={open}
    >
      {(approval) => <ApprovalRow approval={approval} isOpen={approval.id === draftId} />}
    </RowsPane>
  );
};
