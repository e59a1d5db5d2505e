import { BookUser } from 'lucide-react';
import { useState } from 'react';
import {
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { sendingLimits } from '@kuvert/shared/sending/limits';
import type { Contact } from '../../../src/http/api.ts';
import { useContacts } from '../api/use-contacts.ts';
import { VerificationMark } from '../contacts/verification-mark.tsx';
import { verificationState } from '../contacts/verification-state.ts';
import { useSession } from '../session.ts';
import { isAboutNumber, problemWords, type Trouble } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { contactText, isOffered } from './offered-contact.ts';
import { RecipientHint } from './recipient-hint.tsx';
import { useComposition, useWriting } from './use-composition.ts';

const Offered = ({ contact }: { contact: Contact }) => (
  <ListBoxItem id={contact.id} textValue={contactText(contact)} className="menu__item">
    <BookUser className="icon" aria-hidden />
    <span className="menu__word">
      <bdi className="offered__name">{contact.name}</bdi>
      <span className="offered__number">
        <bdi>{contact.number.national}</bdi>
        <VerificationMark state={verificationState(contact)} />
      </span>
    </span>
  </ListBoxItem>
);

/** The first contacts, and those that what is typed is a part of. */
const useContactsToOffer = (typed: string, isTyping: boolean): readonly Contact[] => {
  const { draft } = useWriting();
  const { data: first } = useContacts(draft.departmentId, '');
  // The search answers a moment later, and matters when there are many.
  const { data: found } = useContacts(draft.departmentId, isTyping ? typed.trim() : '');
  const all = [...(first?.contacts ?? []), ...(found?.contacts ?? [])];
  return [...new Map(all.map((contact) => [contact.id, contact])).values()];
};

/** What stands in the way at the number. */
const useNumberError = (trouble: Trouble | null): string | null => {
  const { words } = useSession();
  const compose = useComposeWords();
  const { written, numberProblem, tooLong } = useWriting();
  if (tooLong.includes('number'))
    return `${compose.tooLong(sendingLimits.number)} (${written.number.length})`;
  // What was refused when one sent is mended as soon as a number stands there.
  const isEmpty = written.number.trim() === '';
  const refused = trouble && isAboutNumber(trouble.code) && isEmpty ? trouble.code : null;
  const code = numberProblem ?? refused;
  return code && problemWords(code, compose, words);
};

/** The number, or a part of a contact's name: as one writes it here, and in full once it is understood. */
export const RecipientField = ({ trouble }: { trouble: Trouble | null }) => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { written } = useWriting();
  const error = useNumberError(trouble);
  const [isTyping, setTyping] = useState(false);
  const contacts = useContactsToOffer(written.number, isTyping);

  const choose = (id: string) => {
    const contact = contacts.find((each) => each.id === id);
    if (!contact) return;
    setTyping(false);
    writer.write({
      number: contact.number.full,
      ...(written.recipientName.trim() === '' && { recipientName: contact.name }),
    });
    writer.settleNumber();
  };
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      menuTrigger="input"
      defaultItems={contacts}
      defaultFilter={(text, typed) => isTyping && isOffered(text, typed)}
      selectedKey={null}
      inputValue={written.number}
      onInputChange={(number) => {
        if (number === written.number) return;
        setTyping(true);
        writer.write({ number });
      }}
      onSelectionChange={(id) => {
        if (id !== null) choose(String(id));
      }}
      isInvalid={error !== null}
      onBlur={() => {
        setTyping(false);
        writer.settleNumber();
      }}
    >
      <Label className="field__label">{compose.to}</Label>
      <Input className="field__input" name="number" autoComplete="off" />
      <FieldError className="field__error">{error}</FieldError>
      {error === null && (
        <Text slot="description" className="field__hint">
          <RecipientHint />
        </Text>
      )}
      <Popover offset={4} className="offered">
        <ListBox className="menu" aria-label={compose.offered}>
          {(contact: Contact) => <Offered contact={contact} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
};
