import '../styles/sent.css';
import '../styles/incidents.css';
import { ShieldAlert } from 'lucide-react';
import { NothingChosen } from '../parts/nothing-chosen.tsx';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { IncidentReader } from './incident-reader.tsx';
import { useIncidentWords } from './incident-words.ts';
import { IncidentsPane } from './incidents-pane.tsx';

export { ReportMessage } from './report-message.tsx';

const ChooseOne = () => {
  const { words } = useSession();
  const { label, chooseOne } = useIncidentWords();
  const hint = words.empty.chooseHint;
  return <NothingChosen label={label} icon={ShieldAlert} text={chooseOne} hint={hint} />;
};

/** Wrong recipients: the list, and the one that is opened. */
export const Incidents = ({
  outgoing: { show, incidentId },
}: {
  outgoing: Extract<Outgoing, { kind: 'incidents' }>;
}) => (
  <>
    <IncidentsPane show={show} incidentId={incidentId} />
    {incidentId ? <IncidentReader id={incidentId} /> : <ChooseOne />}
  </>
);
