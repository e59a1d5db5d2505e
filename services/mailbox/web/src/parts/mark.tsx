import {
  Ban,
  Check,
  CircleCheck,
  CircleDot,
  ClipboardPlus,
  Copy,
  File,
  Forward,
  Lock,
  MailX,
  RotateCw,
  Scissors,
  TriangleAlert,
  UserRound,
  UserRoundCheck,
  Waves,
  type LucideIcon,
} from 'lucide-react';
import type { Mark } from '../list/marks.ts';

const icons: Record<Mark['kind'], LucideIcon> = {
  whole: Check,
  damaged: Waves,
  partial: Scissors,
  blank: File,
  turned: RotateCw,
  attention: TriangleAlert,
  resend: Copy,
  new: CircleDot,
  mine: UserRoundCheck,
  taken: UserRound,
  registered: CircleCheck,
  'not-registered': Ban,
  forwarded: Forward,
  quarantined: MailX,
  restricted: Lock,
  referral: ClipboardPlus,
  'referral-overdue': ClipboardPlus,
};

export const MarkIcon = ({ kind }: { kind: Mark['kind'] }) => {
  const Icon = icons[kind];
  return <Icon className="icon icon--small" aria-hidden />;
};

/** A status: icon, word and colour together. */
export const MarkView = ({ mark }: { mark: Mark }) => {
  return (
    <span className={`mark mark--${mark.kind}`}>
      <MarkIcon kind={mark.kind} />
      <bdi className="mark__word">{mark.word}</bdi>
    </span>
  );
};
