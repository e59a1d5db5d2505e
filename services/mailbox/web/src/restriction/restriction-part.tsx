import { Lock, LockOpen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useSession } from '../session.ts';
import { namesOf, restrictionWords } from './restriction-words.ts';
import { useRestrict, useRestriction } from './use-restriction.ts';

const RestrictDialog = lazy(async () => ({
  default: (await import('./restrict-dialog.tsx')).RestrictDialog,
}));

const Lift = ({ messageId }: { messageId: string }) => {
  const words = restrictionWords(useSession().me.locale);
  const { data } = useRestriction(messageId);
  const { act, isPending } = useRestrict(messageId);
  const named = data?.restricted?.named.map(({ id }) => id);
  return (
    <Button
      className="button button--small handling"
      data-pending={isPending || undefined}
      onPress={() => act(null, named && { people: named })}
    >
      <LockOpen className="icon icon--small" aria-hidden />
      {words.lift}
    </Button>
  );
};

/** Who can open a message, where that isn't the whole department, and the way to say so. */
export const RestrictionPart = ({ message }: { message: Message }) => {
  const { me } = useSession();
  const words = restrictionWords(me.locale);
  const mayHandle = useMayHandle();
  const [isAsking, setAsking] = useState(false);
  const { id, restrictedTo, handling } = message;
  return (
    <>
      {restrictedTo && (
        <p className="panel__note">{words.only(namesOf(restrictedTo, me.locale))}</p>
      )}
      {mayHandle && handling.state !== 'forwarded' && (
        <div className="panel__acts">
          <Button className="button button--small handling" onPress={() => setAsking(true)}>
            <Lock className="icon icon--small" aria-hidden />
            {restrictedTo ? words.change : words.restrict}
          </Button>
          {restrictedTo && <Lift messageId={id} />}
        </div>
      )}
      {isAsking && (
        <Suspense>
          <RestrictDialog
            messageId={id}
            cameTwice={message.resends.some(({ denied }) => !denied)}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
};
