import type { Contact } from '../../../src/http/api.ts';
import { Time } from '../parts/time.tsx';
import type { ContactsWords } from '../words/contacts-en.ts';
import { useContactsWords } from './contacts-words.ts';
import { VerificationIcon } from './verification-mark.tsx';
import { verificationState, type VerificationState } from './verification-state.ts';

const sentences = (
  state: VerificationState,
  contacts: ContactsWords,
): { readonly what: string; readonly todo: string } => {
  switch (state) {
    case 'verified':
      return { what: contacts.verifiedTitle, todo: contacts.verifiedNote };
    case 'unverified':
      return { what: contacts.notVerifiedTitle, todo: contacts.notVerifiedNote };
    case 'refused':
      return { what: contacts.refusedTitle, todo: contacts.refusedNote };
  }
};

/** Whether the number can be relied on: who says so, when, and how they know; or what to do. */
export const VerificationBox = ({ contact }: { contact: Contact }) => {
  const contacts = useContactsWords();
  const state = verificationState(contact);
  const { what, todo } = sentences(state, contacts);
  const { verified } = contact;
  return (
    <div className={`story verification verification--${state}`}>
      <div className="story__head">
        <VerificationIcon state={state} />
        <div className="plain-words">
          <p className="story__what">{contact.removed ? contacts.removedTitle : what}</p>
          {verified && (
            <>
              <p>
                <bdi>{contacts.verifiedBy(verified.by.name)}</bdi>, <Time iso={verified.at} />
              </p>
              <p>{contacts.how[verified.how]}.</p>
            </>
          )}
          {!contact.removed && <p>{todo}</p>}
        </div>
      </div>
    </div>
  );
};
