import '../styles/sent.css';
import '../styles/approvals.css';
import { Stamp } from 'lucide-react';
import { NothingChosen } from '../parts/nothing-chosen.tsx';
import type { Outgoing } from '../route/route.ts';
import { ApprovalReader } from './approval-reader.tsx';
import { ApprovalsPane } from './approvals-pane.tsx';
import { useApprovalsWords } from './approvals-words.ts';

const ChooseOne = () => {
  const { label, chooseOne, hint } = useApprovalsWords();
  return <NothingChosen label={label} icon={Stamp} text={chooseOne} hint={hint} />;
};

/** What waits for a colleague: the list, and the one that is opened. */
export const Approvals = ({
  outgoing: { draftId },
}: {
  outgoing: Extract<Outgoing, { kind: 'approvals' }>;
}) => (
  <>
    <ApprovalsPane draftId={draftId} />
    {draftId ? <ApprovalReader id={draftId} /> : <ChooseOne />}
  </>
);
