import type { IncidentView } from '../../../src/http/api.ts';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';

/** Opens an incident, or with null the list alone. */
export const useOpenIncident = () => {
  const { department, view } = useSession();
  return (show: IncidentView, incidentId: string | null) =>
    navigate({
      messageId: null,
      departmentId: department.id,
      view,
      outgoing: { kind: 'incidents', show, incidentId },
    });
};
