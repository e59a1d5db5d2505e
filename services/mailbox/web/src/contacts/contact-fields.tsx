import { contactLimits } from '@kuvert/shared/contact';
import { sendingLimits } from '@kuvert/shared/sending/limits';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { TextInput } from '../parts/text-input.tsx';
import { useContactsWords } from './contacts-words.ts';

/** A contact as it stands in a form. */
export interface WrittenContact {
  readonly name: string;
  readonly number: string;
  readonly note: string;
}

export const isAboutNumber = (code: string): boolean =>
  code.startsWith('number-') || code === 'contact-exists';

/** Name, number and note. */
export const ContactFields = ({
  written,
  onWrite,
  numberHint,
}: {
  written: WrittenContact;
  onWrite: (some: Partial<WrittenContact>) => void;
  numberHint: string;
}) => {
  const contacts = useContactsWords();
  return (
    <>
      <TextInput
        label={contacts.name}
        hint={contacts.nameHint}
        value={written.name}
        onChange={(name) => onWrite({ name })}
        maxLength={contactLimits.name}
        hasFocus
      />
      <TextInput
        label={contacts.number}
        hint={numberHint}
        value={written.number}
        onChange={(number) => onWrite({ number })}
        maxLength={sendingLimits.number}
      />
      <TextField
        className="field"
        value={written.note}
        onChange={(note) => onWrite({ note })}
        maxLength={contactLimits.note}
        autoComplete="off"
      >
        <Label className="field__label">{contacts.note}</Label>
        <Input className="field__input" />
        <Text slot="description" className="field__hint">
          {contacts.noteHint}
        </Text>
      </TextField>
    </>
  );
};

/** What is sent of it. */
export const contactText = ({ name, number, note }: WrittenContact) => ({
  name: name.trim(),
  number: number.trim(),
  note: note.trim() || null,
});
