import { useState, type FormEvent } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useSession } from '../session.ts';
import type { ActionDialogProps } from './register-dialog.tsx';

const other = 'other';

const Choice = ({ value, word, hasFocus }: { value: string; word: string; hasFocus?: boolean }) => (
  <Radio value={value} className="choice" autoFocus={hasFocus ?? false}>
    <span className="choice__mark" />
    {word}
  </Radio>
);

/** Why it needs no registering: one of the usual reasons, or another in one's own words. */
export const NotRegisterDialog = ({ isPending, onAct, onClose }: ActionDialogProps) => {
  const { words } = useSession();
  const { reasons } = words.notRegister;
  const [choice, setChoice] = useState(reasons[0] ?? other);
  const [own, setOwn] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'not-register', reason: choice === other ? own.trim() : choice });
  };
  return (
    <DialogBox title={words.notRegister.title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <RadioGroup value={choice} onChange={setChoice} className="field">
          <Label className="field__label">{words.notRegister.reason}</Label>
          {reasons.map((reason, index) => (
            <Choice key={reason} value={reason} word={reason} hasFocus={index === 0} />
          ))}
          <Choice value={other} word={words.notRegister.other} />
        </RadioGroup>
        {choice === other && (
          <TextInput
            label={words.notRegister.otherLabel}
            value={own}
            onChange={setOwn}
            maxLength={500}
            isLong
          />
        )}
        <DialogActions verb={words.notRegister.verb} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
