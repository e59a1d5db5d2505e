import { BookUser } from 'lucide-react';
import type { Outgoing } from '../route/route.ts';
import { useSession } from '../session.ts';
import { ContactReader } from './contact-reader.tsx';
import { ContactsPane } from './contacts-pane.tsx';
import { useContactsWords } from './contacts-words.ts';

const ChooseOne = () => {
  const { words } = useSession();
  const contacts = useContactsWords();
  return (
    <section className="reader" aria-label={contacts.label}>
      <div className="reader__nothing">
        <BookUser className="icon" aria-hidden />
        <p>{contacts.chooseOne}</p>
        <p>{words.empty.chooseHint}</p>
      </div>
    </section>
  );
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
