import { ShieldAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { loadIncidents } from '../frame/parts-loaded-later.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useSession } from '../session.ts';

const ReportMessage = lazy(async () => ({ default: (await loadIncidents()).ReportMessage }));

/** The way to say that a fax came here by mistake, also of one that stays here. */
export const ReportButton = ({ message }: { message: Message }) => {
  const { words } = useSession();
  const [isAsking, setAsking] = useState(false);
  const mayHandle = useMayHandle();
  if (message.incident || !mayHandle) return null;
  return (
    <>
      <Button className="button button--small handling" onPress={() => setAsking(true)}>
        <ShieldAlert className="icon icon--small" aria-hidden />
        {words.incidents.report}
      </Button>
      {isAsking && (
        <Suspense>
          <ReportMessage message={message} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
};
