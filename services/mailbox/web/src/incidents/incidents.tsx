import '../styles/sent.css';
import '../styles/incidents.css';
import { ShieldAlert } from 'lucide-react';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { IncidentReader } from './incident-reader.tsx';
import { useIncidentWords } from './incident-words.ts';
import { IncidentsPane } from './incidents-pane.tsx';

const ChooseOne = () => {
  const { words } = useSession();
  const incident = useIncidentWords();
  return (
    <section className="reader" aria-label={incident.label}>
      <div className="reader__nothing">
        <ShieldAlert className="icon" aria-hidden />
        <p>{incident.chooseOne}</p>
        <p>{words.empty.chooseHint}</p>
      </div>
    </section>
  );
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
