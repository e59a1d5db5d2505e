import { useState, type FormEvent } from 'react';
import { Label, RadioGroup } from 'react-aria-components';
import type { CloseIncident, IncidentOutcome } from '../../../src/http/api.ts';
import { OptionChoices } from '../compose/options.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useIncidentWords } from './incident-words.ts';
import { longestNote } from './note-dialog.tsx';

const outcomes = ['notified', 'not-notified'] as const satisfies IncidentOutcome[];

/** Asks whether an authority was told, and why. */
export const CloseDialog = ({
  isPending,
  onAct,
  onClose,
}: {
  isPending: boolean;
  onAct: (closing: CloseIncident) => void;
  onClose: () => void;
}) => {
  const words = useIncidentWords();
  const [outcome, setOutcome] = useState<IncidentOutcome>('notified');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ outcome, note: note.trim() });
  };
  return (
    <DialogBox title={words.closeTitle} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <RadioGroup
          className="field"
          value={outcome}
          onChange={(value) => setOutcome(outcomes.find((each) => each === value) ?? outcome)}
        >
          <Label className="field__label">{words.closeOutcome}</Label>
          <OptionChoices
            options={outcomes.map((value) => ({ value, word: words.outcome[value] }))}
          />
        </RadioGroup>
        <TextInput
          label={words.closeWhy}
          hint={words.noteHint}
          value={note}
          onChange={setNote}
          maxLength={longestNote}
          isLong
        />
        <DialogActions verb={words.close} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
