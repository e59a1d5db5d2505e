import { useContext, useEffect, useState } from 'react';
import {
  ComboBox,
  ComboBoxStateContext,
  FieldError,
  Input,
  Label,
  ListBox,
  Popover,
  Text,
} from 'react-aria-components';
import { sendingLimits } from '@kuvert/shared/sending/limits';
import { useContacts } from '../api/use-contacts.ts';
import { useSession } from '../session.ts';
import { isAboutNumber, problemWords, type Trouble } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { recipientsOf, type OfferedRecipient } from './offered-contact.ts';
import { Offered } from './offered.tsx';
import { RecipientHint } from './recipient-hint.tsx';
import { useComposition, useWriting } from './use-composition.ts';
import { usePageStaysThere } from './use-page-stays-there.ts';

/** Of the first contacts and partners, and of those that the search finds. */
const useOffered = (typed: string, isTyping: boolean): readonly OfferedRecipient[] => {
  const { draft } = useWriting();
  const { data: first } = useContacts(draft.departmentId, '');
  // The search answers a moment later, and matters when there are many.
  const { data: found } = useContacts(draft.departmentId, isTyping ? typed.trim() : '');
  if (!isTyping) return [];
  return recipientsOf([...(first ? [first] : []), ...(found ? [found] : [])], typed);
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

/** A ComboBox opens its list at a key alone: what is found a moment after the last one has to open it itself. */
const OpensWhenFound = ({ hasFound }: { hasFound: boolean }) => {
  const list = useContext(ComboBoxStateContext);
  useEffect(() => {
    if (hasFound && list?.isFocused) list.open(null, 'input');
    // once for what is found: whoever closes the list has closed it
    // oxlint-disable-next-line react/exhaustive-deps
  }, [hasFound]);
  return null;
};

/** The number, or a part of a contact's or a partner's name: as one writes it here, and in full once it is understood. */
export const RecipientField = ({ trouble }: { trouble: Trouble | null }) => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { written } = useWriting();
  const error = useNumberError(trouble);
  const [isTyping, setTyping] = useState(false);
  const offered = useOffered(written.number, isTyping);
  const [isOpen, setOpen] = useState(false);
  usePageStaysThere(isOpen);

  const choose = (id: string) => {
    const chosen = offered.find((each) => each.id === id);
    if (!chosen) return;
    setTyping(false);
    writer.write({
      number: chosen.number.full,
      wishesFax: false,
      ...(written.recipientName.trim() === '' && { recipientName: chosen.name }),
    });
    writer.settleNumber();
  };
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      menuTrigger="input"
      items={offered}
      selectedKey={null}
      inputValue={written.number}
      onInputChange={(number) => {
        if (number === written.number) return;
        setTyping(true);
        writer.write({ number, wishesFax: false });
      }}
      onSelectionChange={(id) => {
        if (id !== null) choose(String(id));
      }}
      onOpenChange={setOpen}
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
      <OpensWhenFound hasFound={offered.length > 0} />
      <Popover
        offset={4}
        className="offered"
        // in the landmark that the field is in
        UNSTABLE_portalContainer={document.querySelector('main') ?? document.body}
      >
        <ListBox className="menu" aria-label={compose.offered}>
          {(recipient: OfferedRecipient) => <Offered recipient={recipient} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
};
