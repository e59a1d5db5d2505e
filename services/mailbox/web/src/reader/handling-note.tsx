import type { Handling } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';

/** For what is done: what was decided, by whom and when. */
export const HandlingNote = ({ handling }: { handling: Handling }) => {
  const { words } = useSession();
  if (handling.state === 'new' || handling.state === 'taken') return null;
  const what =
    handling.state === 'registered'
      ? words.reader.registeredIn(handling.system, handling.reference)
      : words.reader.notRegistered(handling.reason);
  return (
    <Notice tone="plain">
      <p className="notice__what">
        <bdi>{what}</bdi>
      </p>
      <p>
        <bdi>{handling.by.name}</bdi>, <Time iso={handling.at} />
      </p>
    </Notice>
  );
};
