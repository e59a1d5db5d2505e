import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { NotLoaded } from './not-loaded.tsx';
import {
  loadApprovals,
  loadComposer,
  loadContacts,
  loadIncidents,
  loadSent,
} from './parts-loaded-later.ts';
import { usePart } from './use-part.ts';

/** The part is on its way, or did not come. */
const NotThere = ({ error }: { error: Error | null }) => {
  const { words } = useSession();
  return (
    <section id="writing" className="reader composer" tabIndex={-1} aria-label={words.loading}>
      {error ? (
        <div className="reader__problem">
          <NotLoaded />
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

const ApprovalsPlace = ({ outgoing }: { outgoing: Outgoing & { kind: 'approvals' } }) => {
  const { data: part, error } = usePart('approvals', loadApprovals);
  return part ? <part.Approvals outgoing={outgoing} /> : <NotThere error={error} />;
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

/** Where one writes, looks at what was sent, waits or went wrong, or looks somebody up. */
export const OutgoingPlace = ({ outgoing }: { outgoing: Outgoing }) => {
  switch (outgoing.kind) {
    case 'draft':
      return <WritePlace draftId={outgoing.draftId} />;
    case 'approvals':
      return <ApprovalsPlace outgoing={outgoing} />;
    case 'contacts':
      return <ContactsPlace outgoing={outgoing} />;
    case 'incidents':
      return <IncidentsPlace outgoing={outgoing} />;
    case 'sent':
    case 'drafts':
      return <SentPlace outgoing={outgoing} />;
  }
};
