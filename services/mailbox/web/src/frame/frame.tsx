import { useState } from 'react';
import { useLive } from '../api/use-live.ts';
import { useSessionEnded } from '../api/use-session-ended.ts';
import { ShortcutsDialog } from '../keys/shortcuts-dialog.tsx';
import { useShortcutsOn } from '../keys/use-shortcuts-on.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { ListPane } from '../list/list-pane.tsx';
import { Reader } from '../reader/reader.tsx';
import { useSession } from '../session.ts';
import { Announcements } from './announcements.tsx';
import { Rail } from './rail.tsx';
import { SessionEnded } from './session-ended.tsx';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { useArrivals } from './use-arrivals.ts';

/** The whole window: bar, rail, list, reader, and what lies over them. */
export const Frame = () => {
  const { words, messageId } = useSession();
  const lostSince = useLive();
  const ended = useSessionEnded();
  useArrivals();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useShortcutsOn();
  useListKeys(areKeysOn, () => setHelpOpen(true));

  return (
    <div className={`frame${messageId ? ' frame--reading' : ''}`}>
      <a className="button skip" href="#list">
        {words.skipToList}
      </a>
      <TopBar lostSince={ended ? null : lostSince} onHelp={() => setHelpOpen(true)} />
      <Rail />
      <main className="frame__main">
        <ListPane />
        <Reader areKeysOn={areKeysOn} />
      </main>
      <Announcements />
      <Toasts />
      {isHelpOpen && (
        <ShortcutsDialog
          areKeysOn={areKeysOn}
          setKeysOn={setKeysOn}
          onClose={() => setHelpOpen(false)}
        />
      )}
      {ended && <SessionEnded />}
    </div>
  );
};
