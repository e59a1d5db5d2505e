import {
  Ban,
  Check,
  CircleCheck,
  CircleDot,
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
  attention: TriangleAlert,
  new: CircleDot,
  mine: UserRoundCheck,
  taken: UserRound,
  registered: CircleCheck,
  'not-registered': Ban,
};

/** A status: icon, word and colour together. */
export const MarkView = ({ mark }: { mark: Mark }) => {
  const Icon = icons[mark.kind];
  return (
    <span className={`mark mark--${mark.kind}`}>
      <Icon className="icon icon--small" aria-hidden />
      <bdi className="mark__word">{mark.word}</bdi>
    </span>
  );
};
