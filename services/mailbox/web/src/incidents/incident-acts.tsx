import { FileArchive, MessageSquarePlus, RotateCcw, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Incident } from '../../../src/http/api.ts';
import { exportUrl } from '../api/incident-api.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { saveFrom } from '../parts/save-from.ts';
import { CloseDialog } from './close-dialog.tsx';
import { useIncidentWords } from './incident-words.ts';
import { NoteDialog } from './note-dialog.tsx';
import { useIncidentActs } from './use-incident-acts.ts';

/** Take it out, write something down, close it or open it again. */
export const IncidentActs = ({ incident }: { incident: Incident }) => {
  const words = useIncidentWords();
  const [asking, setAsking] = useState<'note' | 'close' | 'reopen' | null>(null);
  const acts = useIncidentActs(incident, () => setAsking(null));
  const { isPending } = acts;
  const mayHandle = useMayHandle();
  const onClose = () => setAsking(null);
  const turn = incident.isOpen
    ? ({ asks: 'close', word: words.close, icon: ShieldCheck } as const)
    : ({ asks: 'reopen', word: words.reopen, icon: RotateCcw } as const);
  return (
    <>
      <div className="notice__actions">
        <Button
          className="button button--small button--primary handling"
          onPress={() => saveFrom(exportUrl(incident.id))}
        >
          <FileArchive className="icon icon--small" aria-hidden />
          {words.export}
        </Button>
        {mayHandle && (
          <>
            <Button className="button button--small" onPress={() => setAsking('note')}>
              <MessageSquarePlus className="icon icon--small" aria-hidden />
              {words.note}
            </Button>
            <Button className="button button--small" onPress={() => setAsking(turn.asks)}>
              <turn.icon className="icon icon--small" aria-hidden />
              {turn.word}
            </Button>
          </>
        )}
      </div>
      <p className="field__hint">{words.exportHint}</p>
      {asking === 'note' && (
        <NoteDialog
          title={words.noteTitle}
          label={words.noteLabel}
          hint={words.noteHint}
          verb={words.note}
          isPending={isPending}
          onNote={acts.note}
          onClose={onClose}
        />
      )}
      {asking === 'reopen' && (
        <NoteDialog
          title={words.reopenTitle}
          label={words.reopenWhy}
          hint={words.noteHint}
          verb={words.reopen}
          isPending={isPending}
          onNote={acts.reopen}
          onClose={onClose}
        />
      )}
      {asking === 'close' && (
        <CloseDialog isPending={isPending} onAct={acts.close} onClose={onClose} />
      )}
    </>
  );
};
