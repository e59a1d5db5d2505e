import type { Handling } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';
import { actorName } from '../words/actor-name.ts';
import type { Words } from '../words/words.ts';

type Done = Exclude<Handling, { state: 'new' | 'taken' }>;

const decided = (handling: Done, words: Words): readonly [string, string?] => {
  switch (handling.state) {
    case 'registered':
      return [words.reader.registeredIn(handling.system, handling.reference)];
    case 'not-registered':
      return [words.reader.notRegistered(handling.reason)];
    case 'forwarded':
      return [words.reader.forwardedTo(handling.to), words.reader.pagesAreThere];
    case 'quarantined':
      return [words.done.quarantined];
  }
};

/** For what is done: what was decided, by whom and when. */
export const HandlingNote = ({ handling }: { handling: Handling }) => {
  const { words } = useSession();
  if (handling.state === 'new' || handling.state === 'taken') return null;
  const [what, more] = decided(handling, words);
  return (
    <Notice tone="plain">
      <p className="notice__what">
        <bdi>{what}</bdi>
      </p>
      {more && <p>{more}</p>}
      <p>
        <bdi>{handling.by ? actorName(handling.by) : words.reader.byItsNumber}</bdi>,{' '}
        <Time iso={handling.at} />
      </p>
    </Notice>
  );
};
