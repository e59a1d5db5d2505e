import { CircleQuestionMark } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useSession } from '../session.ts';
import { Connection } from './connection.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { PersonMenu } from './person-menu.tsx';
import { Wordmark } from './wordmark.tsx';

export const TopBar = ({ lostSince, onHelp }: { lostSince: Date | null; onHelp: () => void }) => {
  const { words } = useSession();
  return (
    <header className="topbar">
      <Wordmark />
      <span className="topbar__space" />
      <Connection lostSince={lostSince} />
      <span className="topbar__space" />
      <IconButton icon={CircleQuestionMark} word={words.help} onPress={onHelp} />
      <LanguageMenu />
      <PersonMenu />
    </header>
  );
};
