import {
  BookUser,
  CircleCheck,
  ClipboardPlus,
  FilePen,
  Hourglass,
  Inbox,
  Layers,
  MailX,
  Send,
  ShieldAlert,
  Stamp,
  TriangleAlert,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react';
import type { OutgoingView } from './outgoing-views.ts';
import type { View } from '../../../src/http/api.ts';

export const viewIcons: Record<View, LucideIcon> = {
  new: Inbox,
  mine: UserRoundCheck,
  taken: Hourglass,
  attention: TriangleAlert,
  referrals: ClipboardPlus,
  done: CircleCheck,
  quarantine: MailX,
  all: Layers,
};

export const outgoingIcons: Record<OutgoingView['kind'], LucideIcon> = {
  sent: Send,
  drafts: FilePen,
  approvals: Stamp,
  contacts: BookUser,
  incidents: ShieldAlert,
};
