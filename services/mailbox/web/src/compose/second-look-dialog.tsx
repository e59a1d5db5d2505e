import { useState, type FormEvent } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { WithNumber } from '../parts/with-number.tsx';
import { useComposeWords } from './compose-words.ts';
import { hideLastDigits } from './hide-last-digits.ts';
import { useWriting } from './use-composition.ts';

const length = 4;

/** The last digits of a number that is new to the department, from where the sender has it: here they are hidden. */
export const SecondLookDialog = ({
  isPending,
  isWrong,
  onSend,
  onClose,
}: {
  isPending: boolean;
  /** What was typed is another number's. */
  isWrong: boolean;
  onSend: (lastDigits: string) => void;
  onClose: () => void;
}) => {
  const { secondLook, nearMiss } = useComposeWords();
  const { draft } = useWriting();
  const [digits, setDigits] = useState('');
  // What was said of the digits is of no matter as soon as one types others.
  const [hasTyped, setTyped] = useState(false);
  const [isShort, setShort] = useState(false);
  const { to, replyTo, recipient } = draft;
  const nearest = recipient?.nearMisses[0];
  const isAnswer = replyTo !== null && replyTo.from.full === to?.full;
  const error =
    hasTyped || isPending ? null : isShort ? secondLook.fillIn : isWrong && secondLook.wrong;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setTyped(false);
    setShort(digits.length < length);
    if (digits.length === length) onSend(digits);
  };
  return (
    <DialogBox title={secondLook.title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <p className="second-look__number">{hideLastDigits(to?.national ?? '', length)}</p>
        {nearest && (
          <Notice tone="damaged">
            <p>
              <WithNumber
                text={secondLook.near(nearest.name ?? nearMiss.earlier, nearest.number.national)}
                number={nearest.number.national}
              />{' '}
              {nearMiss.slips[nearest.slip]}
            </p>
          </Notice>
        )}
        <p>{secondLook.why}</p>
        <p>{isAnswer ? secondLook.todoAnswer : secondLook.todo}</p>
        <TextField
          className="field second-look"
          value={digits}
          onChange={(text) => {
            setDigits(text.replaceAll(/\D/g, '').slice(0, length));
            setTyped(true);
          }}
          isInvalid={Boolean(error)}
          validationBehavior="aria"
          autoFocus
          autoComplete="off"
          inputMode="numeric"
        >
          <Label className="field__label">{secondLook.digits}</Label>
          <Input className="field__input" />
          <FieldError className="field__error">{error}</FieldError>
        </TextField>
        <DialogActions verb={secondLook.verb} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
