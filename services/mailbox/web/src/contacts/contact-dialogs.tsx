import { verificationMeans, type VerificationMeans } from '@kuvert/shared/contact';
import { useState, type FormEvent } from 'react';
import type { ChangeContact, ContactWithHistory } from '../../../src/http/api.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useContactsApi } from '../api/contacts-api.ts';
import { ContactFields, contactText } from './contact-fields.tsx';
import { ContactProblem } from './contact-problem.tsx';
import { useContactsWords } from './contacts-words.ts';
import { MeansChoice } from './means-choice.tsx';
import { useChangeContact } from './use-change-contact.ts';

interface DialogProps {
  readonly contact: ContactWithHistory;
  readonly onClose: () => void;
}

/** A person says that they have verified the number that stands there, and how. */
export const VerifyDialog = ({ contact: { id, version, number }, onClose }: DialogProps) => {
  const contactsApi = useContactsApi();
  const contacts = useContactsWords();
  const [how, setHow] = useState<VerificationMeans>(verificationMeans[0]);
  const { mutate, isPending, error } = useChangeContact(
    (chosen: VerificationMeans) => contactsApi.verify(id, { version, how: chosen }),
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate(how);
  };
  return (
    <DialogBox title={contacts.verify} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <ContactProblem error={error} />
        <p>{contacts.verifyNote(number.national)}</p>
        <MeansChoice how={how} onChoose={(chosen) => chosen && setHow(chosen)} />
        <DialogActions verb={contacts.verify} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};

export const ChangeDialog = ({ contact, onClose }: DialogProps) => {
  const contactsApi = useContactsApi();
  const contacts = useContactsWords();
  const { id, version, number } = contact;
  const [written, setWritten] = useState({
    name: contact.name,
    number: number.national,
    note: contact.note ?? '',
  });
  const { mutate, isPending, error } = useChangeContact(
    (changed: ChangeContact) => contactsApi.change(id, changed),
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = contactText(written);
    // in national form it may be another country's
    const full = text.number === number.national ? number.full : text.number;
    if (!isPending) mutate({ ...text, number: full, version });
  };
  return (
    <DialogBox title={contacts.changeTitle} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <ContactProblem error={error} />
        <ContactFields
          written={written}
          onWrite={(some) => setWritten({ ...written, ...some })}
          numberHint={contact.verified ? contacts.numberEndsVerification : contacts.numberHint}
        />
        <DialogActions verb={contacts.save} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
