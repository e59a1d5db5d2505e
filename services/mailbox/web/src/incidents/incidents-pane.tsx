import type { IncidentView } from '../../../src/http/api.ts';
import { useIncidents } from '../api/use-incidents.ts';
import { incidentViews } from '../route/route.ts';
import { olderOf } from '../list/older-of.ts';
import { RowsHead } from '../list/rows-head.tsx';
import { RowsPane } from '../list/rows-pane.tsx';
import { useSession } from '../session.ts';
import { FindByCode } from './find-by-code.tsx';
import { IncidentRow } from './incident-row.tsx';
import { useIncidentWords } from './incident-words.ts';
import { useOpenIncident } from './use-open-incident.ts';

const IncidentsHead = ({ show }: { show: IncidentView }) => {
  const { department } = useSession();
  const incident = useIncidentWords();
  const open = useOpenIncident();
  const choices = incidentViews.map((id) => ({
    id,
    word: incident.shows[id],
    beside: id === 'open' ? { text: String(department.openIncidents) } : null,
    run: () => open(id, null),
  }));
  return (
    <>
      <RowsHead title={incident.title} label={incident.show} chosen={show} choices={choices} />
      <FindByCode />
    </>
  );
};

/** A department's wrong recipients, the newest first. */
export const IncidentsPane = ({
  show,
  incidentId,
}: {
  show: IncidentView;
  incidentId: string | null;
}) => {
  const { words, department } = useSession();
  const incident = useIncidentWords();
  const open = useOpenIncident();
  const list = useIncidents(department.id, show);
  return (
    <RowsPane
      label={words.list.label(`${incident.title}, ${incident.shows[show]}`, department.name)}
      head={<IncidentsHead show={show} />}
      rows={list.rows}
      isFailed={list.isError}
      empty={incident.empty[show]}
      openId={incidentId}
      older={olderOf(list)}
      onRetry={() => void list.refetch()}
      onOpen={(id) => open(show, id)}
    >
      {(row) => <IncidentRow incident={row} isOpen={row.id === incidentId} />}
    </RowsPane>
  );
};
