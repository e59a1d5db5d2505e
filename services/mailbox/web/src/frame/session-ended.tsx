import { useState } from 'react';
import { DialogBox } from '../parts/dialog.tsx';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import { sessionEn } from '../words/session-en.ts';
import { sessionSv } from '../words/session-sv.ts';
import { useLoggedInElsewhere } from './use-logged-in-elsewhere.ts';

const useSessionWords = () => (useSession().me.locale === 'sv' ? sessionSv : sessionEn);

/** Leads back to this very place. */
const LogInHere = () => {
  const session = useSessionWords();
  const here = encodeURIComponent(location.pathname + location.search);
  return (
    <>
      <p>{session.text}</p>
      <div className="dialog__actions">
        <a className="button button--primary" href={`/login?return=${here}`}>
          {session.logIn}
        </a>
      </div>
    </>
  );
};

/** What is written here would be gone with the page: one logs in beside it, and it waits. */
const LogInBeside = ({ text, href }: { text: string; href: string }) => {
  const session = useSessionWords();
  useLoggedInElsewhere();
  return (
    <>
      <p>{text}</p>
      <div className="dialog__actions">
        <a className="button button--primary" href={href} target="_blank" rel="noopener">
          {session.logInBeside}
        </a>
      </div>
    </>
  );
};

const loggedIn = '/logged-in';

/** Says that one has been logged out, and how one goes on. */
export const SessionEnded = () => {
  const session = useSessionWords();
  const { unsaved } = useServices();
  const [isUnsaved] = useState(unsaved.isAny);
  return (
    <DialogBox title={session.title}>
      {isUnsaved ? (
        <LogInBeside
          text={session.unsavedText}
          href={`/login?return=${encodeURIComponent(loggedIn)}`}
        />
      ) : (
        <LogInHere />
      )}
    </DialogBox>
  );
};

/** Says that the department has come to demand a stronger login than this one. */
export const LoginTooWeak = () => {
  const { words, locked } = useSession();
  const session = useSessionWords();
  return (
    locked && (
      <DialogBox title={words.errors.loginTooWeak}>
        <LogInBeside
          text={session.weakText(locked.name, locked.demands)}
          href={strongerLoginUrl(locked.demands, loggedIn)}
        />
      </DialogBox>
    )
  );
};
