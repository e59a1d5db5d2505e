import type { FormEvent } from 'react';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useReason } from '../parts/reason-choice.tsx';
import type { ActionDialogProps } from './register-dialog.tsx';
import { useAskingWords } from './asking-words.ts';

/** Why it needs no registering. */
export const NotRegisterDialog = ({ isPending, onAct, onClose }: ActionDialogProps) => {
  const { title, verb, reason: label, ...choices } = useAskingWords().notRegister;
  const { reason, field } = useReason({ label, ...choices });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'not-register', reason });
  };
  return (
    <DialogBox title={title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        {field}
        <DialogActions verb={verb} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
