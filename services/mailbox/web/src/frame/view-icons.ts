import {
  CircleCheck,
  Hourglass,
  Inbox,
  Layers,
  TriangleAlert,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';
import type { View } from '../../../src/http/api.ts';

export const viewIcons: Record<View, LucideIcon> = {
  new: Inbox,
  mine: UserRoundCheck,
  taken: Hourglass,
  attention: TriangleAlert,
  done: CircleCheck,
  all: Layers,
};
