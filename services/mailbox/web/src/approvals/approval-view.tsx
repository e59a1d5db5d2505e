import { ArrowLeft } from 'lucide-react';
import type { Approval } from '../../../src/http/api.ts';
import { approvalPictureUrl } from '../api/sending-api.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Notice } from '../parts/notice.tsx';
import { PagePictures } from '../parts/page-pictures.tsx';
import { Time } from '../parts/time.tsx';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { fullTime } from '../time/format-time.ts';
import { useSentWords } from '../sent/sent-words.ts';
import { ApprovalActs, ApprovalStory } from './approval-story.tsx';
import { useApprovalsWords } from './approvals-words.ts';
import { useOpenApproval } from './use-open-approval.ts';

const ApprovalTitle = ({ approval }: { approval: Approval }) => {
  const { words } = useSession();
  const open = useOpenApproval();
  const { to, askedAt, pages } = approval;
  return (
    <header className="reader__head sending__head">
      <div className="reader__title">
        <IconButton
          icon={ArrowLeft}
          word={words.actions.back}
          className="button button--quiet button--icon button--small toolbar__back"
          onPress={() => open(null)}
        />
        <h2 className="reader__from" title={to.full}>
          <bdi>{to.national}</bdi>
        </h2>
        <div className="reader__facts">
          <Time iso={askedAt} />
          <span>{words.list.pagesLong(pages)}</span>
        </div>
      </div>
    </header>
  );
};

const ApprovalFacts = ({ approval }: { approval: Approval }) => {
  const { me, words } = useSession();
  const { facts } = useApprovalsWords();
  const { facts: sent } = useSentWords();
  const { departmentId, replyTo, askedAt } = approval;
  return (
    <aside
      className="panel sending__panel approval__facts"
      tabIndex={0}
      aria-label={words.reader.details}
    >
      <h3 className="panel__title">{words.reader.details}</h3>
      <dl className="facts">
        <Fact name={sent.to}>
          <PhoneNumber {...approval.to} />
        </Fact>
        <Fact name={sent.from}>
          <PhoneNumber {...approval.from} />
        </Fact>
        {replyTo && (
          <Fact name={sent.answers}>
            <RouteLink route={{ messageId: replyTo, departmentId, view: 'all' }}>
              {sent.showAnswered}
            </RouteLink>
          </Fact>
        )}
        <Fact name={facts.askedBy}>
          <bdi>{approval.askedBy.name}</bdi>
        </Fact>
        <Fact name={facts.askedAt}>
          <time dateTime={askedAt}>{fullTime(askedAt, me)}</time>
        </Fact>
        <Fact name={sent.pages}>{approval.pages}</Fact>
        <Fact name={sent.resolution}>{sent.resolutions[approval.resolution]}</Fact>
      </dl>
    </aside>
  );
};

/** The number and the pages exactly as they will be faxed, and what one says of them. */
export const ApprovalView = ({
  approval,
  takesFocus,
}: {
  approval: Approval;
  takesFocus: boolean;
}) => {
  const words = useApprovalsWords();
  const { id, version, pages, blankPages } = approval;
  return (
    <>
      <ApprovalTitle approval={approval} />
      <div className="reader__body sending approval__body">
        <aside
          className="panel sending__panel approval__asked"
          tabIndex={0}
          aria-label={words.label}
        >
          <ApprovalStory approval={approval} />
        </aside>
        <PagePictures
          label={words.pages}
          count={pages}
          urlOf={(page, width) => approvalPictureUrl(id, version, page, width)}
          altOf={(page) => words.pageAlt(page, pages)}
          takesFocus={takesFocus}
        >
          {blankPages.length > 0 && (
            <Notice tone="plain">
              <p>{words.blank(blankPages.join(', '))}</p>
            </Notice>
          )}
        </PagePictures>
        <ApprovalFacts approval={approval} />
        <div className="approval__acts">
          <ApprovalActs approval={approval} />
        </div>
      </div>
    </>
  );
};
