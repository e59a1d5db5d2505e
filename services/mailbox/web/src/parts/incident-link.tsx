import type { IncidentMark } from '../../../src/http/api.ts';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';

/** On a fax that was with a wrong recipient: that it is reported, and the way there. */
export const IncidentLink = ({
  incident: { id, isOpen },
  departmentId,
  what,
}: {
  incident: IncidentMark;
  departmentId: string;
  what: string;
}) => {
  const { words, view } = useSession();
  return (
    <p>
      {what} {!isOpen && words.incidents.isClosed}{' '}
      <RouteLink
        route={{
          messageId: null,
          departmentId,
          view,
          outgoing: { kind: 'incidents', show: isOpen ? 'open' : 'all', incidentId: id },
        }}
      >
        {words.incidents.look}
      </RouteLink>
    </p>
  );
};
