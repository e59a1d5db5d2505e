import { VerificationMark } from '../contacts/verification-mark.tsx';
import { verificationState } from '../contacts/verification-state.ts';
import { useContactsWords } from '../contacts/contacts-words.ts';
import { Time } from '../parts/time.tsx';
import type { Contact } from '../../../src/http/api.ts';
import { useComposeWords } from './compose-words.ts';
import { useWriting } from './use-composition.ts';

/** Whose number it is, and who has verified it. */
const Known = ({ contact }: { contact: Contact }) => {
  const contacts = useContactsWords();
  const state = verificationState(contact);
  const { verified } = contact;
  return (
    <span className="recipient">
      <bdi className="recipient__name">{contact.name}</bdi>
      {state === 'verified' && verified ? (
        <span>
          <bdi>{contacts.verifiedBy(verified.by.name)}</bdi>, <Time iso={verified.at} />
        </span>
      ) : (
        <VerificationMark state={state} />
      )}
    </span>
  );
};

/** Under the number: what it is, and what is known of it. */
export const RecipientHint = () => {
  const compose = useComposeWords();
  const { draft, written } = useWriting();
  const { to, from, replyTo, recipient } = draft;
  const isEmpty = written.number.trim() === '';
  const isUnderstood = to !== null && to.national === written.number;
  if (!isUnderstood)
    return replyTo && !replyTo.from.national && isEmpty ? compose.toWithheld : compose.toHint;
  return (
    <>
      {recipient?.contact && <Known contact={recipient.contact} />}
      {recipient?.deliveredAt && (
        <span className="recipient">
          <span>
            {compose.delivered} <Time iso={recipient.deliveredAt} />.
          </span>
        </span>
      )}
      {to.full !== to.national && <bdi>{to.full}. </bdi>}
      {from && <bdi>{compose.from(from.national)}</bdi>}
      {recipient?.secondLook && (
        <span className="recipient__new">{compose.willAsk[recipient.secondLook]}</span>
      )}
    </>
  );
};
