import type { FormEvent } from 'react';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useReason } from '../parts/reason-choice.tsx';
import type { SentWords } from '../words/sent-en.ts';
import { useSentWords } from './sent-words.ts';

/** What asks for a reason first. */
export type AskingAct = 'arrived' | 'failed' | 'again';

const wordsOf = (asking: AskingAct, isUnsure: boolean, number: string, sent: SentWords) => {
  switch (asking) {
    case 'arrived':
      return { verb: sent.markArrived, reasons: sent.whyArrived, note: null };
    case 'failed':
      return { verb: sent.markFailed, reasons: sent.whyFailed, note: null };
    case 'again':
      return {
        verb: sent.sendAgain,
        reasons: sent.whyAgain,
        note: isUnsure ? sent.confirmAgainUnsure(number) : sent.confirmAgain(number),
      };
  }
};

export const ActDialog = ({
  asking,
  isUnsure,
  number,
  isPending,
  onAct,
  onClose,
}: {
  asking: AskingAct;
  /** Nobody knows whether the first one arrived. */
  isUnsure: boolean;
  number: string;
  isPending: boolean;
  onAct: (reason: string) => void;
  onClose: () => void;
}) => {
  const sent = useSentWords();
  const { verb, reasons, note } = wordsOf(asking, isUnsure, number, sent);
  const { reason, field } = useReason({
    label: sent.why,
    reasons,
    other: sent.whyOther,
    otherLabel: sent.whyOtherLabel,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct(reason);
  };
  return (
    <DialogBox title={verb} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        {note && <p>{note}</p>}
        {field}
        <p className="field__hint">{sent.whyHint}</p>
        <DialogActions verb={verb} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};
