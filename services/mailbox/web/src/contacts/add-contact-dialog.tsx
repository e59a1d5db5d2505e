import type { VerificationMeans } from '@kuvert/shared/contact';
import { useState, type FormEvent } from 'react';
import type { Message, NewContact } from '../../../src/http/api.ts';
import { useMessage } from '../api/use-message.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useContactsApi } from '../api/contacts-api.ts';
import { useSession } from '../session.ts';
import { ContactFields, contactText } from './contact-fields.tsx';
import { ContactProblem } from './contact-problem.tsx';
import { useContactsWords } from './contacts-words.ts';
import { MeansChoice } from './means-choice.tsx';
import { useChangeContact } from './use-change-contact.ts';

interface AddProps {
  readonly onAdded: (id: string) => void;
  readonly onClose: () => void;
}

const AddForm = ({
  fax,
  onAdded,
  onClose,
}: AddProps & { fax: Pick<Message, 'from' | 'tsi'> | null }) => {
  const contactsApi = useContactsApi();
  const { department } = useSession();
  const contacts = useContactsWords();
  const [written, setWritten] = useState({
    name: fax?.tsi ?? '',
    number: fax?.from.national ?? '',
    note: '',
  });
  const [how, setHow] = useState<VerificationMeans | null>(null);
  const { mutate, isPending, error } = useChangeContact(
    (contact: NewContact) => contactsApi.add(department.id, contact),
    ({ id }) => onAdded(id),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = contactText(written);
    // in national form it may be another country's
    const number = text.number === fax?.from.national ? fax.from.full : text.number;
    if (!isPending) mutate({ ...text, number, verified: how });
  };
  return (
    <form className="dialog__form" onSubmit={submit}>
      <ContactProblem error={error} />
      <ContactFields
        written={written}
        onWrite={(some) => setWritten({ ...written, ...some })}
        numberHint={fax ? contacts.numberOfFax : contacts.numberHint}
      />
      <MeansChoice how={how} onChoose={setHow} notYet />
      <DialogActions verb={contacts.save} isPending={isPending} onCancel={onClose} />
    </form>
  );
};

const AddSender = ({ messageId, ...props }: AddProps & { messageId: string }) => {
  const { words } = useSession();
  const { summary, error } = useMessage(messageId);
  if (!summary && !error) return <p>{words.loading}</p>;
  return <AddForm {...props} fax={summary ?? null} />;
};

/** Adds a contact: the sender of a received fax, or anybody. */
export const AddContactDialog = ({ from, ...props }: AddProps & { from: string | null }) => {
  const contacts = useContactsWords();
  return (
    <DialogBox title={contacts.addTitle} onClose={props.onClose}>
      {from === null ? (
        <AddForm {...props} fax={null} />
      ) : (
        <AddSender {...props} messageId={from} />
      )}
    </DialogBox>
  );
};
