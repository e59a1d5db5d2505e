import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Notice } from '../parts/notice.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { loadComposer, loadSent } from './parts-loaded-later.ts';

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

const SentPlace = ({ outgoing }: { outgoing: Exclude<Outgoing, { kind: 'draft' }> }) => {
  const { data: part, error } = usePart('sent', loadSent);
  return part ? <part.Sent outgoing={outgoing} /> : <NotThere error={error} />;
};

/** Where one writes, or looks at what was sent. */
export const OutgoingPlace = ({ outgoing }: { outgoing: Outgoing }) =>
  outgoing.kind === 'draft' ? (
    <WritePlace draftId={outgoing.draftId} />
  ) : (
    <SentPlace outgoing={outgoing} />
  );
