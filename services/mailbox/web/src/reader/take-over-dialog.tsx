import { useState, type FormEvent } from 'react';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useSession } from '../session.ts';
import type { ActionDialogProps } from './register-dialog.tsx';

export const TakeOverDialog = ({
  from,
  isPending,
  onAct,
  onClose,
}: ActionDialogProps & { from: string }) => {
  const { words } = useSession();
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'take-over', note: note.trim() });
  };
  return (
    <DialogBox title={words.takeOver.title(from)} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <TextInput
          label={words.takeOver.note}
          hint={words.takeOver.hint}
          value={note}
          onChange={setNote}
          maxLength={500}
          isLong
          hasFocus
        />
        <DialogActions verb={words.actions.takeOver} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
