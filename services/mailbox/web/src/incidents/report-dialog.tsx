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

/** How one finds out about a fax that went, or came, to somebody whom it wasn't for. */
const waysOf = {
  out: ['receiver-told', 'recipient-told', 'seen-here', 'other'],
  in: ['seen-here', 'sender-told', 'recipient-told', 'other'],
} as const satisfies Record<Direction, IncidentHow[]>;

type Direction = 'in' | 'out';

/** Asks how and when it was noticed that a fax went to somebody else, or came here by mistake. */
export const ReportDialog = ({
  direction,
  number,
  isPending,
  onReport,
  onClose,
}: {
  direction: Direction;
  number: string;
  isPending: boolean;
  onReport: (report: ReportIncident) => void;
  onClose: () => void;
}) => {
  const { report: words, how: wordOf } = useIncidentWords();
  const ways: readonly IncidentHow[] = waysOf[direction];
  const [how, setHow] = useState<IncidentHow>(waysOf[direction][0]);
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
    <DialogBox title={words.title[direction](number)} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        <p>{words.lead[direction]}</p>
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
