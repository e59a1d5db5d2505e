import { BookUser } from 'lucide-react';
import { NothingChosen } from '../parts/nothing-chosen.tsx';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { ContactReader } from './contact-reader.tsx';
import { ContactsPane } from './contacts-pane.tsx';
import { useContactsWords } from './contacts-words.ts';

const ChooseOne = () => {
  const { words } = useSession();
  const { label, chooseOne } = useContactsWords();
  const hint = words.empty.chooseHint;
  return <NothingChosen label={label} icon={BookUser} text={chooseOne} hint={hint} />;
};

/** Whom the department faxes: the list, and the one that is opened. */
export const Contacts = ({ outgoing }: { outgoing: Outgoing & { kind: 'contacts' } }) => {
  const { contactId, from = null } = outgoing;
  return (
    <>
      <ContactsPane contactId={contactId} from={from} />
      {contactId ? <ContactReader key={contactId} id={contactId} /> : <ChooseOne />}
    </>
  );
};
