import { useState, type FormEvent } from 'react';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useSession } from '../session.ts';
import type { ActionDialogProps } from './register-dialog.tsx';
import { useAskingWords } from './asking-words.ts';

export const TakeOverDialog = ({
  from,
  isPending,
  onAct,
  onClose,
}: ActionDialogProps & { from: string }) => {
  const { words } = useSession();
  const { takeOver } = useAskingWords();
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'take-over', note: note.trim() });
  };
  return (
    <DialogBox title={takeOver.title(from)} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <TextInput
          label={takeOver.note}
          hint={takeOver.hint}
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
