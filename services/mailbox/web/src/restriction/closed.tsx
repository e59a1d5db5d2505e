import { Lock } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ClosedWork } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { BackButton } from '../reader/back-button.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { RestrictDialog } from './restrict-dialog.tsx';
import { namesOf, restrictionWords } from './restriction-words.ts';
import { useRestriction } from './use-restriction.ts';

/** What waits for others alone, so that it isn't lost when all of them are away. */
export const ClosedRows = ({ rows }: { rows: readonly ClosedWork[] }) => {
  const { me, department, view, messageId } = useSession();
  const words = restrictionWords(me.locale);
  return (
    <ul className="closed-rows" aria-label={words.list}>
      {rows.map(({ id, availableAt, state, named }) => (
        <li key={id}>
          <Button
            className={`closed-row${id === messageId ? ' closed-row--open' : ''}`}
            onPress={() => navigate({ messageId: id, departmentId: department.id, view })}
          >
            <Lock className="icon icon--small" aria-hidden />
            <span className="closed-row__word">
              {named.length > 0 ? words.row(namesOf(named, me.locale)) : words.rowLeft}
            </span>
            <span className="closed-row__facts">
              <Time iso={availableAt} /> {words.states[state]}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** In place of a message that others alone can open: who they are, and for an administrator the way in. */
export const ClosedMessage = ({ id }: { id: string }) => {
  const { me } = useSession();
  const words = restrictionWords(me.locale);
  const { data } = useRestriction(id);
  const [isAsking, setAsking] = useState(false);
  const named = data?.restricted?.named.map(({ name }) => name);
  return (
    <div className="reader__problem">
      <BackButton />
      <Notice tone="plain" icon={Lock} role="status">
        <p className="notice__what">{words.closedTitle}</p>
        {named && <p>{named.length > 0 ? words.closed(namesOf(named, me.locale)) : words.left}</p>}
        {data?.may === 'take-over' && (
          <Button className="button button--small" onPress={() => setAsking(true)}>
            {words.takeOver}
          </Button>
        )}
      </Notice>
      {isAsking && <RestrictDialog messageId={id} onClose={() => setAsking(false)} />}
    </div>
  );
};
