import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Notice } from '../parts/notice.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { loadComposer, loadContacts, loadIncidents, loadSent } from './parts-loaded-later.ts';

const usePart = <Part,>(name: string, load: () => Promise<Part>) =>
  useQuery({
    queryKey: ['part', name],
    queryFn: load,
    staleTime: 'static',
    gcTime: Infinity,
    structuralSharing: false,
  });

/** The part is on its way, or did not come: no contact, or a newer Kuvert that has another one. */
const NotThere = ({ error }: { error: Error | null }) => {
  const { words } = useSession();
  return (
    <section id="writing" className="reader composer" tabIndex={-1} aria-label={words.loading}>
      {error ? (
        <div className="reader__problem">
          <Notice tone="failed" role="alert">
            <p>{words.sending.notLoaded}</p>
            <Button className="button button--small" onPress={() => location.reload()}>
              {words.tryAgain}
            </Button>
          </Notice>
        </div>
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};

const WritePlace = ({ draftId }: { draftId: string }) => {
  const { data: part, error } = usePart('compose', loadComposer);
  return part ? <part.Composer draftId={draftId} /> : <NotThere error={error} />;
};

const ContactsPlace = ({ outgoing }: { outgoing: Outgoing & { kind: 'contacts' } }) => {
  const { data: part, error } = usePart('contacts', loadContacts);
  return part ? <part.Contacts outgoing={outgoing} /> : <NotThere error={error} />;
};

const IncidentsPlace = ({ outgoing }: { outgoing: Outgoing & { kind: 'incidents' } }) => {
  const { data: part, error } = usePart('incidents', loadIncidents);
  return part ? <part.Incidents outgoing={outgoing} /> : <NotThere error={error} />;
};

const SentPlace = ({ outgoing }: { outgoing: Outgoing & { kind: 'sent' | 'drafts' } }) => {
  const { data: part, error } = usePart('sent', loadSent);
  return part ? <part.Sent outgoing={outgoing} /> : <NotThere error={error} />;
};

/** Where one writes, looks at what was sent or went wrong, or looks somebody up. */
export const OutgoingPlace = ({ outgoing }: { outgoing: Outgoing }) => {
  switch (outgoing.kind) {
    case 'draft':
      return <WritePlace draftId={outgoing.draftId} />;
    case 'contacts':
      return <ContactsPlace outgoing={outgoing} />;
    case 'incidents':
      return <IncidentsPlace outgoing={outgoing} />;
    case 'sent':
    case 'drafts':
      return <SentPlace outgoing={outgoing} />;
  }
};
