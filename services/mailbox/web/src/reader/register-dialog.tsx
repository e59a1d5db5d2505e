import { useState, type FormEvent } from 'react';
import type { Action } from '../api/api.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { isString, useStored } from '../parts/use-stored.ts';
import { useSession } from '../session.ts';
import { concernWords } from '../words/concern-words.ts';
import { isPersonNumber } from './person-number-form.ts';
import { useAskingWords } from './asking-words.ts';

export interface ActionDialogProps {
  readonly isPending: boolean;
  readonly onAct: (action: Action) => void;
  readonly onClose: () => void;
}

/** Where it was registered, and whom it concerns. The system is remembered, since it is nearly always the same. */
export const RegisterDialog = ({ isPending, onAct, onClose }: ActionDialogProps) => {
  const { me, words } = useSession();
  const asking = useAskingWords();
  const concern = concernWords(me.locale);
  const [system, setSystem] = useStored('system', isString, '');
  const [knowsSystem] = useState(system !== '');
  const [reference, setReference] = useState('');
  const [number, setNumber] = useState('');
  const [concernsNobody, setConcernsNobody] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({
      kind: 'register',
      system: system.trim(),
      reference: reference.trim(),
      personNumber: concernsNobody ? null : number.trim(),
    });
  };
  return (
    <DialogBox title={asking.register.title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <TextInput
          label={asking.register.system}
          hint={asking.register.systemHint}
          value={system}
          onChange={setSystem}
          maxLength={100}
          hasFocus={!knowsSystem}
        />
        <TextInput
          label={asking.register.reference}
          hint={asking.register.referenceHint}
          value={reference}
          onChange={setReference}
          maxLength={100}
          hasFocus={knowsSystem}
        />
        {!concernsNobody && (
          <TextInput
            label={concern.label}
            hint={concern.hint}
            value={number}
            onChange={setNumber}
            maxLength={20}
            check={(text) => (isPersonNumber(text) ? null : concern.wrong)}
          />
        )}
        <CheckBox isSelected={concernsNobody} onChange={setConcernsNobody}>
          {concern.nobody}
        </CheckBox>
        <DialogActions verb={words.actions.register} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
