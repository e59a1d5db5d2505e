import {
  Building2,
  Check,
  ChevronDown,
  LogOut,
  MonitorSmartphone,
  PhoneIncoming,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { useSession } from '../session.ts';

/** A page without a script, beside the application. */
const page = (id: string, word: string, icon: LucideIcon) => ({
  id,
  word,
  icon,
  run: () => location.assign(`/${id}`),
});

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
  const choices = [
    ...(me.frontDesk ? [page('front-desk', words.frame.frontDesk, PhoneIncoming)] : []),
    ...(me.auditor ? [page('log', words.frame.log, Check)] : []),
    ...(me.administrator ? [page('admin', words.frame.admin, Building2)] : []),
    page('sessions', words.frame.sessions, MonitorSmartphone),
    logOut,
  ];
  return (
    <>
      <form ref={form} method="post" action="/logout" hidden>
        <input type="hidden" name="csrf" value={me.csrfToken} />
      </form>
      <ChoiceMenu label={label} sections={[{ id: 'person', label, isLabelShown: true, choices }]}>
        <Button className="button button--quiet" aria-label={label}>
          <UserRound className="icon" aria-hidden />
          <bdi className="button__word">{me.person.name}</bdi>
          <ChevronDown className="icon icon--small" aria-hidden />
        </Button>
      </ChoiceMenu>
    </>
  );
};
