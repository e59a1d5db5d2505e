import {
  CalendarDays,
  Check,
  CircleCheck,
  CircleX,
  ClipboardPlus,
  Ellipsis,
  MessageCircleQuestionMark,
  Reply,
  RotateCcw,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { AnsweringStep } from '@kuvert/shared/referrals/states';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { MessageSummary } from '../../../src/http/api.ts';
import { isOverdue } from '../list/referral-mark.ts';
import { ChoiceMenu, type Choice } from '../parts/choice-menu.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';
import { dayName } from '../time/format-time.ts';
import type { ReferralWords } from '../words/referral-en.ts';
import { MarkReferralDialog } from './mark-referral-dialog.tsx';
import { mayDate, referralOffers, type ReferralOffer } from './referral-acts.ts';
import { useReferralWords } from './referral-words.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { senderSees } from './sender-sees.ts';
import { useReferralActs } from './use-referral-acts.ts';

/** How a referral is, until when it is to be answered, and what one does with it: above the pages. */
export const ReferralBar = ({
  message,
  isAnswering,
  onAnswer,
}: {
  message: MessageSummary;
  isAnswering: boolean;
  onAnswer: (step: AnsweringStep) => void;
}) => {
  const { me, department } = useSession();
  const referral = useReferralWords();
  const { refer, isPending } = useReferralActs();
  const [isDating, setDating] = useState(false);
  const { id } = me.person;
  const { canSend } = department.sending;
  const mayHandle = useMayHandle();
  const offers = referralOffers(message, {
    id,
    canSend,
    mayHandle,
    senderSees: senderSees(message),
  });
  if (!message.referral) return null;
  const isBusy = isPending || isAnswering;
  const run = (offer: ReferralOffer) => {
    if (isBusy) return;
    switch (offer.kind) {
      case 'step':
        refer(message, { kind: 'step', step: offer.step });
        break;
      case 'write':
        onAnswer(offer.step);
        break;
      case 'day':
        setDating(true);
        break;
      case 'unmark':
        refer(message, { kind: 'unmark' });
        break;
    }
  };
  const more: Choice[] = offers.more.map((offer) => {
    const { word, icon } = lookOf(offer, message, referral);
    return { id: word, word, icon, run: () => run(offer) };
  });
  return (
    <section className="referral" aria-label={referral.label}>
      <Notice tone="plain" icon={ClipboardPlus}>
        <p className="notice__what">{referral.states[message.referral.state]}</p>
        <AnswerBy referral={message.referral} />
        {(offers.first.length > 0 || more.length > 0) && (
          <div className="notice__actions">
            {offers.first.map((offer) => {
              const { word, icon: Icon } = lookOf(offer, message, referral);
              return (
                <Button
                  key={word}
                  className="button button--small"
                  data-pending={isBusy || undefined}
                  onPress={() => run(offer)}
                >
                  <Icon className="icon icon--small" aria-hidden />
                  {word}
                </Button>
              );
            })}
            {more.length > 0 && (
              <ChoiceMenu
                label={referral.moreActs}
                sections={[{ id: 'more', label: referral.moreActs, choices: more }]}
              >
                <Button
                  className="button button--quiet button--small button--icon"
                  aria-label={referral.moreActs}
                >
                  <Ellipsis className="icon icon--small" aria-hidden />
                </Button>
              </ChoiceMenu>
            )}
          </div>
        )}
      </Notice>
      {isDating && mayDate(message.referral) && (
        <MarkReferralDialog message={message} onClose={() => setDating(false)} />
      )}
    </section>
  );
};

const AnswerBy = ({ referral }: { referral: NonNullable<MessageSummary['referral']> }) => {
  const { me, now } = useSession();
  const words = useReferralWords();
  const { answerBy } = referral;
  if (answerBy === null || !mayDate(referral)) return null;
  const day = dayName(answerBy, { ...me, now });
  return isOverdue(referral, me, now) ? (
    <p className="referral__overdue">{words.overdue(day)}</p>
  ) : (
    <p>{words.answerBy(day)}</p>
  );
};

interface OfferLook {
  readonly word: string;
  readonly icon: LucideIcon;
}

const lookOf = (
  offer: ReferralOffer,
  { referral }: MessageSummary,
  words: ReferralWords,
): OfferLook => {
  switch (offer.kind) {
    case 'day':
      return { word: referral?.answerBy ? words.changeDay : words.setDay, icon: CalendarDays };
    case 'unmark':
      return { word: words.unmark, icon: Undo2 };
    case 'write':
      return writeLooks(words)[offer.step];
    case 'step':
      if (offer.step === 'received' && referral?.state === 'on-hold')
        return { word: words.completed, icon: CircleCheck };
      return stepLooks(words)[offer.step];
  }
};

const writeLooks = (words: ReferralWords): Record<AnsweringStep, OfferLook> => ({
  accepted: { word: words.acceptAndWrite, icon: Check },
  'on-hold': { word: words.askCompletion, icon: MessageCircleQuestionMark },
  rejected: { word: words.reject, icon: CircleX },
  answered: { word: words.answer, icon: Reply },
});

const stepLooks = (
  words: ReferralWords,
): Record<'received' | 'accepted' | 'answered', OfferLook> => ({
  received: { word: words.reopen, icon: RotateCcw },
  accepted: { word: words.accept, icon: Check },
  answered: { word: words.answeredElsewhere, icon: CircleCheck },
});
