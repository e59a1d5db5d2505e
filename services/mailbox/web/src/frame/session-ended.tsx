import { useState } from 'react';
import { DialogBox } from '../parts/dialog.tsx';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import { useLoggedInElsewhere } from './use-logged-in-elsewhere.ts';

/** Leads back to this very place. */
const LogInHere = () => {
  const { words } = useSession();
  const here = encodeURIComponent(location.pathname + location.search);
  return (
    <>
      <p>{words.session.text}</p>
      <div className="dialog__actions">
        <a className="button button--primary" href={`/login?return=${here}`}>
          {words.session.logIn}
        </a>
      </div>
    </>
  );
};

/** What is written here would be gone with the page: one logs in beside it, and it waits. */
const LogInBeside = ({ text, href }: { text: string; href: string }) => {
  const { words } = useSession();
  useLoggedInElsewhere();
  return (
    <>
      <p>{text}</p>
      <div className="dialog__actions">
        <a className="button button--primary" href={href} target="_blank" rel="noopener">
          {words.session.logInBeside}
        </a>
      </div>
    </>
  );
};

const loggedIn = '/logged-in';

/** Says that one has been logged out, and how one goes on. */
export const SessionEnded = () => {
  const { words } = useSession();
  const { unsaved } = useServices();
  const [isUnsaved] = useState(unsaved.isAny);
  return (
    <DialogBox title={words.session.title}>
      {isUnsaved ? (
        <LogInBeside
          text={words.session.unsavedText}
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
  return (
    locked && (
      <DialogBox title={words.session.weakTitle}>
        <LogInBeside
          text={words.session.weakText(locked.name, locked.demands)}
          href={strongerLoginUrl(locked.demands, loggedIn)}
        />
      </DialogBox>
    )
  );
};
