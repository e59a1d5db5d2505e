import { ArrowLeft, BadgeCheck, Pencil, SquarePen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ContactWithHistory } from '../../../src/http/api.ts';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { Fact, PhoneNumber } from '../parts/fact.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { useSession } from '../session.ts';
import { ChangeDialog, VerifyDialog } from './contact-dialogs.tsx';
import { contactTimeline } from './contact-timeline.ts';
import { useContactsWords } from './contacts-words.ts';
import { useOpenContact } from './use-open-contact.ts';
import { useRemoveContact } from './use-remove-contact.ts';
import { VerificationBox } from './verification-box.tsx';
import { VerificationMark } from './verification-mark.tsx';
import { verificationState } from './verification-state.ts';

type Asking = 'verify' | 'change' | null;

const Tools = ({
  contact,
  onAsk,
}: {
  contact: ContactWithHistory;
  onAsk: (asking: Asking) => void;
}) => {
  const contacts = useContactsWords();
  const { words, department } = useSession();
  const { remove, restore } = useRemoveContact();
  const { writeTo, isPending } = useNewDraft();
  if (!useMayHandle()) return null;
  if (contact.removed)
    return (
      <div className="toolbar contact__tools">
        <Button className="button button--primary" onPress={() => restore(contact.id)}>
          {contacts.restore}
        </Button>
      </div>
    );
  const isVerified = verificationState(contact) === 'verified';
  return (
    <div className="toolbar contact__tools">
      <Button
        className={isVerified ? 'button' : 'button button--primary'}
        onPress={() => onAsk('verify')}
      >
        <BadgeCheck className="icon" aria-hidden />
        {isVerified ? contacts.verifyAgain : contacts.verify}
      </Button>
      <Button className="button" aria-label={contacts.change} onPress={() => onAsk('change')}>
        <Pencil className="icon" aria-hidden />
        <span className="button__word">{contacts.change}</span>
      </Button>
      {department.sending.canSend && (
        <Button
          className="button"
          aria-label={words.sending.write}
          data-pending={isPending || undefined}
          onPress={() => writeTo(contact)}
        >
          <SquarePen className="icon" aria-hidden />
          <span className="button__word">{words.sending.write}</span>
        </Button>
      )}
      <span className="toolbar__space" />
      <Button
        className="button button--quiet"
        aria-label={contacts.remove}
        onPress={() => remove(contact)}
      >
        <Trash2 className="icon" aria-hidden />
        <span className="button__word">{contacts.remove}</span>
      </Button>
    </div>
  );
};

/** Whose number it is, whether that is verified, and what happened with it. */
export const ContactView = ({ contact }: { contact: ContactWithHistory }) => {
  const { words } = useSession();
  const contacts = useContactsWords();
  const open = useOpenContact();
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  return (
    <>
      <header className="reader__head">
        <div className="reader__title">
          <IconButton
            icon={ArrowLeft}
            word={words.actions.back}
            className="button button--quiet button--icon button--small toolbar__back"
            onPress={() => open(null)}
          />
          <h2 className="reader__from">
            <bdi>{contact.name}</bdi>
          </h2>
          <div className="reader__facts">
            <span title={contact.number.full}>
              <bdi>{contact.number.national}</bdi>
            </span>
          </div>
          <div className="reader__marks">
            <VerificationMark state={verificationState(contact)} />
          </div>
        </div>
        <Tools contact={contact} onAsk={setAsking} />
      </header>
      <div className="reader__body">
        <div className="contact" tabIndex={0} role="region" aria-label={contact.name}>
          <VerificationBox contact={contact} />
          <section className="panel__part">
            <h3 className="panel__title">{contacts.facts}</h3>
            <dl className="facts">
              <Fact name={contacts.name}>
                <bdi>{contact.name}</bdi>
              </Fact>
              <Fact name={contacts.number}>
                <PhoneNumber {...contact.number} />
              </Fact>
              {contact.note && (
                <Fact name={contacts.noteShown}>
                  <bdi>{contact.note}</bdi>
                </Fact>
              )}
            </dl>
          </section>
          <section className="panel__part">
            <h3 className="panel__title">{contacts.history}</h3>
            <Timeline entries={contactTimeline(contact.history, contacts)} />
          </section>
        </div>
      </div>
      {asking === 'verify' && <VerifyDialog contact={contact} onClose={close} />}
      {asking === 'change' && <ChangeDialog contact={contact} onClose={close} />}
    </>
  );
};
