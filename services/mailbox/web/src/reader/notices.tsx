import type { AnsweringStep } from '@kuvert/shared/referrals/states';
import type { Message, MessageSummary } from '../../../src/http/api.ts';
import { IncidentLink } from '../parts/incident-link.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { AttentionNotice } from './attention-notice.tsx';
import { ForwardedNotice } from './forwarded-notice.tsx';
import { IntegrityNotice } from './integrity-notice.tsx';
import { Later } from './later.tsx';
import { RemovedNotice } from './removed-notice.tsx';
import { ResendNotice } from './resend-notice.tsx';

/** What one must know before one reads: it waits for a person, it is not whole, it came twice, a copy is left. */
export const Notices = ({
  summary,
  full,
  isAnswering,
  onAnswer,
}: {
  summary: MessageSummary;
  full: Message | undefined;
  isAnswering: boolean;
  onAnswer: (step: AnsweringStep) => void;
}) => {
  const { words } = useSession();
  return (
    <>
      {summary.referral && (
        <Later>
          {({ ReferralBar }) => (
            <ReferralBar message={summary} isAnswering={isAnswering} onAnswer={onAnswer} />
          )}
        </Later>
      )}
      {full?.forwardedFrom && <ForwardedNotice from={full.forwardedFrom} />}
      {full?.incident && (
        <Notice tone="plain">
          <IncidentLink
            incident={full.incident}
            departmentId={full.departmentId}
            what={words.incidents.cameWrong}
          />
        </Notice>
      )}
      {full && (full.partner || full.answers.length > 0) && (
        <Later>
          {({ PartnerNotice, AnsweredNote }) => (
            <>
              {full.partner && <PartnerNotice message={full} />}
              <AnsweredNote message={full} />
            </>
          )}
        </Later>
      )}
      {full?.attention && <AttentionNotice message={full} />}
      <IntegrityNotice summary={summary} full={full} />
      {full?.intake && <RemovedNotice intake={full.intake} />}
      {full && <ResendNotice message={full} />}
      {full?.carrierCopy === 'delete-failed' && (
        <Notice tone="damaged">
          <p>{words.reader.carrierCopyWarning}</p>
        </Notice>
      )}
    </>
  );
};
