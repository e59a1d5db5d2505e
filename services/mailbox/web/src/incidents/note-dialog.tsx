import { useState, type FormEvent } from 'react';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';

/** Characters, as the server has it. */
export const longestNote = 2000;

/** Asks for a note that must be written. */
export const NoteDialog = ({
  title,
  label,
  hint,
  verb,
  isPending,
  onNote,
  onClose,
}: {
  title: string;
  label: string;
  hint: string;
  verb: string;
  isPending: boolean;
  onNote: (note: string) => void;
  onClose: () => void;
}) => {
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onNote(note.trim());
  };
  return (
    <DialogBox title={title} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <TextInput
          label={label}
          hint={hint}
          value={note}
          onChange={setNote}
          maxLength={longestNote}
          isLong
          hasFocus
        />
        <DialogActions verb={verb} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
