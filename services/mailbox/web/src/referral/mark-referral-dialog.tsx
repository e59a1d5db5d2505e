import { dayIn } from '@kuvert/shared/day';
import { lastAnswerBy } from '@kuvert/shared/referrals/answer-by';
import { useId, useState, type FormEvent } from 'react';
import type { MessageSummary } from '../../../src/http/api.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { useSession } from '../session.ts';
import { useReferralWords } from './referral-words.ts';
import { useReferralActs } from './use-referral-acts.ts';

/** A message is a referral; until when it is to be answered. */
export const MarkReferralDialog = ({
  message,
  onClose,
}: {
  message: MessageSummary;
  onClose: () => void;
}) => {
  const { me, now } = useSession();
  const { dialog } = useReferralWords();
  const { refer, isPending } = useReferralActs();
  const { referral } = message;
  const [day, setDay] = useState(referral?.answerBy ?? '');
  const field = useId();
  const today = dayIn(now, me.timeZone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    refer(message, { kind: 'mark', answerBy: day === '' ? null : day }, onClose);
  };
  return (
    <DialogBox title={referral ? dialog.change : dialog.mark} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        {!referral && <p>{dialog.lead}</p>}
        <div className="field">
          <label className="field__label" htmlFor={field}>
            {dialog.day}
          </label>
          <input
            id={field}
            className="field__input"
            type="date"
            min={today}
            max={lastAnswerBy(today)}
            value={day}
            aria-describedby={`${field}-hint`}
            onChange={(event) => setDay(event.target.value)}
          />
          <span id={`${field}-hint`} className="field__hint">
            {dialog.hint}
          </span>
        </div>
        <DialogActions
          verb={referral ? dialog.changeVerb : dialog.markVerb}
          isPending={isPending}
          onCancel={onClose}
        />
      </form>
    </DialogBox>
  );
};
