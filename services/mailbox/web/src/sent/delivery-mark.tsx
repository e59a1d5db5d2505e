import {
  Ban,
  CheckCheck,
  CircleHelp,
  CircleX,
  Clock,
  PhoneOutgoing,
  UserRoundCheck,
  UserRoundX,
  type LucideIcon,
} from 'lucide-react';
import type { DeliveryTone } from './delivery-tone.ts';

/** What machines say, and what a person says beside it: two marks, never one. */
export type OutgoingTone = DeliveryTone | 'person-arrived' | 'person-failed';

const icons: Record<OutgoingTone, LucideIcon> = {
  'outgoing-waits': Clock,
  'outgoing-calls': PhoneOutgoing,
  'outgoing-arrived': CheckCheck,
  'outgoing-failed': CircleX,
  'outgoing-unknown': CircleHelp,
  'outgoing-cancelled': Ban,
  'person-arrived': UserRoundCheck,
  'person-failed': UserRoundX,
};

export interface OutgoingMark {
  readonly tone: OutgoingTone;
  readonly word: string;
}

export const OutgoingIcon = ({
  tone,
  isSmall = true,
}: {
  tone: OutgoingTone;
  isSmall?: boolean;
}) => {
  const Icon = icons[tone];
  return <Icon className={isSmall ? 'icon icon--small' : 'icon'} aria-hidden />;
};

/** A status: icon, word and colour together. */
export const OutgoingMarkView = ({ mark }: { mark: OutgoingMark }) => (
  <span className={`mark mark--${mark.tone}`}>
    <OutgoingIcon tone={mark.tone} />
    <span className="mark__word">{mark.word}</span>
  </span>
);
