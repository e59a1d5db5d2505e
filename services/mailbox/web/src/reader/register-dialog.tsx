import { useState, type FormEvent } from 'react';
import type { Action } from '../api/api.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { isString, useStored } from '../parts/use-stored.ts';
import { useSession } from '../session.ts';

export interface ActionDialogProps {
  readonly isPending: boolean;
  readonly onAct: (action: Action) => void;
  readonly onClose: () => void;
}

/** Where it was registered. The system is remembered, since it is nearly always the same. */
export const RegisterDialog = ({ isPending, onAct, onClose }: ActionDialogProps) => {
  const { words } = useSession();
  const [system, setSystem] = useStored('system', isString, '');
  const [knowsSystem] = useState(system !== '');
  const [reference, setReference] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'register', system: system.trim(), reference: reference.trim() });
  };
  return (
    <DialogBox title={words.register.title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <TextInput
          label={words.register.system}
          hint={words.register.systemHint}
          value={system}
          onChange={setSystem}
          maxLength={100}
          hasFocus={!knowsSystem}
        />
        <TextInput
          label={words.register.reference}
          hint={words.register.referenceHint}
          value={reference}
          onChange={setReference}
          maxLength={100}
          hasFocus={knowsSystem}
        />
        <DialogActions verb={words.actions.register} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
