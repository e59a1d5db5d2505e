import { useId, useState, type FormEvent } from 'react';
import { Label, RadioGroup } from 'react-aria-components';
import type { IncidentHow, ReportIncident } from '../../../src/http/api.ts';
import { OptionChoices } from '../compose/options.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useSession } from '../session.ts';
import { useIncidentWords } from './incident-words.ts';
import { inputTime, instantOf } from '../time/input-time.ts';
import { longestNote } from './note-dialog.tsx';

/** How one finds out about a fax that was sent. */
const ways = [
  'receiver-told',
  'recipient-told',
  'seen-here',
  'other',
] as const satisfies IncidentHow[];

/** Asks how and when it was noticed that a fax went to somebody else. */
export const ReportDialog = ({
  number,
  isPending,
  onReport,
  onClose,
}: {
  number: string;
  isPending: boolean;
  onReport: (report: ReportIncident) => void;
  onClose: () => void;
}) => {
  const { report: words, how: wordOf } = useIncidentWords();
  const [how, setHow] = useState<IncidentHow>('receiver-told');
  const { timeZone } = useSession().me;
  const [opened] = useState(() => inputTime(new Date(), timeZone));
  const [noticed, setNoticed] = useState(opened);
  const [note, setNote] = useState('');
  const when = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onReport({
      how,
      ...(noticed !== opened && { noticedAt: instantOf(noticed, timeZone).toISOString() }),
      ...(note.trim() !== '' && { note: note.trim() }),
    });
  };
  return (
    <DialogBox title={words.title(number)} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <p>{words.lead}</p>
        <RadioGroup
          className="field"
          value={how}
          onChange={(value) => setHow(ways.find((each) => each === value) ?? how)}
        >
          <Label className="field__label">{words.how}</Label>
          <OptionChoices options={ways.map((value) => ({ value, word: wordOf[value] }))} />
        </RadioGroup>
        <div className="field">
          <label className="field__label" htmlFor={when}>
            {words.when}
          </label>
          <input
            id={when}
            className="field__input"
            type="datetime-local"
            required
            max={opened}
            value={noticed}
            aria-describedby={`${when}-hint`}
            onChange={(event) => setNoticed(event.target.value)}
          />
          <span id={`${when}-hint`} className="field__hint">
            {words.whenHint}
          </span>
        </div>
        <TextInput
          label={words.note}
          hint={words.noteHint}
          value={note}
          onChange={setNote}
          maxLength={longestNote}
          isLong
          isOptional
        />
        <DialogActions verb={words.submit} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
