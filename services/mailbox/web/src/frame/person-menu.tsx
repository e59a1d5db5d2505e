import { Check, ChevronDown, LogOut, PhoneIncoming, UserRound } from 'lucide-react';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { useSession } from '../session.ts';

/** Who is logged in, and the way out: an ordinary form, since it leaves the application. */
export const PersonMenu = () => {
  const { me, words } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const label = words.frame.loggedInAs(me.person.name);
  const logOut = {
    id: 'log-out',
    word: words.frame.logOut,
    icon: LogOut,
    run: () => form.current?.requestSubmit(),
  };
  const frontDesk = {
    id: 'front-desk',
    word: words.frame.frontDesk,
    icon: PhoneIncoming,
    run: () => location.assign('/front-desk'),
  };
  const log = {
    id: 'log',
    word: words.frame.log,
    icon: Check,
    run: () => location.assign('/log'),
  };
  return (
    <>
      <form ref={form} method="post" action="/logout" hidden>
        <input type="hidden" name="csrf" value={me.csrfToken} />
      </form>
      <ChoiceMenu
        label={label}
        sections={[
          {
            id: 'person',
            label,
            isLabelShown: true,
            choices: [...(me.frontDesk ? [frontDesk] : []), ...(me.auditor ? [log] : []), logOut],
          },
        ]}
      >
        <Button className="button button--quiet" aria-label={label}>
          <UserRound className="icon" aria-hidden />
          <bdi className="button__word">{me.person.name}</bdi>
          <ChevronDown className="icon icon--small" aria-hidden />
        </Button>
      </ChoiceMenu>
    </>
  );
};
