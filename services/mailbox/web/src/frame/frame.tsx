import { useState } from 'react';
import { useLive } from '../api/use-live.ts';
import { useSessionEnded } from '../api/use-session-ended.ts';
import { useShortcutsOn } from '../keys/use-shortcuts-on.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { ListPane } from '../list/list-pane.tsx';
import { Reader } from '../reader/reader.tsx';
import { useSession } from '../session.ts';
import { Announced } from './announced.tsx';
import { Announcements } from './announcements.tsx';
import { frameClass } from './frame-class.ts';
import { OutgoingPlace } from './outgoing-place.tsx';
import { Rail } from './rail.tsx';
import { LoginNeeded } from './login-needed.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

/** The whole window: bar, rail, list, reader, and what lies over them. */
export const Frame = () => {
  const { me, words, messageId, outgoing, locked } = useSession();
  const glass = me.departments.find((each) => each.glass);
  const isWriting = outgoing?.kind === 'draft';
  const lostSince = useLive();
  const ended = useSessionEnded();
  useArrivals();
  useLeaveGuard();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useShortcutsOn();
  useListKeys(areKeysOn, () => setHelpOpen(true));

  return (
    <div className={frameClass(messageId, outgoing)}>
      <a className="button skip" href={isWriting ? '#writing' : '#list'}>
        {isWriting ? words.sending.skipToWriting : words.skipToList}
      </a>
      <TopBar lostSince={ended ? null : lostSince} onHelp={() => setHelpOpen(true)} />
      {(me.announcements > 0 || glass) && <Announced glass={glass} />}
      <Rail />
      <main className="frame__main">
        {outgoing ? (
          <OutgoingPlace outgoing={outgoing} />
        ) : (
          <>
            <ListPane />
            <Reader areKeysOn={areKeysOn} />
          </>
        )}
      </main>
      <Announcements />
      <Toasts />
      {isHelpOpen && (
        <ShortcutsHelp
          areKeysOn={areKeysOn}
          setKeysOn={setKeysOn}
          onClose={() => setHelpOpen(false)}
        />
      )}
      {(ended || locked) && <LoginNeeded ended={ended} />}
    </div>
  );
};
