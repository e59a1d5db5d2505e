import { sendingLimits } from '@kuvert/shared/sending/limits';
import { useState, type FormEvent } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import type { MessageSummary } from '../../../src/http/api.ts';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAskingWords } from './asking-words.ts';

/** The number outside of the house that it is for, to be told to its sender. */
export const GiveBackForm = ({
  message,
  onClose,
}: {
  message: MessageSummary;
  onClose: () => void;
}) => {
  const { giveBack: text } = useAskingWords();
  const { giveBack, isPending } = useNewDraft();
  const [number, setNumber] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() === '') setWrong(true);
    else giveBack(message.id, number.trim(), () => setWrong(true));
  };
  return (
    <form className="dialog__form" onSubmit={submit} noValidate>
      <Notice tone="plain">
        <p>{text.what}</p>
      </Notice>
      <TextField
        className="field"
        type="tel"
        value={number}
        onChange={(value) => {
          setNumber(value);
          setWrong(false);
        }}
        isInvalid={isWrong}
        isRequired
        maxLength={sendingLimits.number}
        autoComplete="off"
        autoFocus
      >
        <Label className="field__label">{text.number}</Label>
        <Input className="field__input" />
        <FieldError className="field__error">{text.wrong}</FieldError>
        {!isWrong && (
          <Text slot="description" className="field__hint">
            {text.hint}
          </Text>
        )}
      </TextField>
      <DialogActions verb={text.verb} isPending={isPending} onCancel={onClose} />
    </form>
  );
};
