import {
  Archive,
  Ban,
  CornerUpLeft,
  Forward,
  Hand,
  Inbox,
  MailX,
  RotateCcw,
  UserRoundPlus,
  type LucideIcon,
} from 'lucide-react';
import type { Words } from '../words/words.ts';
import type { HandlingAction } from './handling-actions.ts';

export const actionIcons: Record<HandlingAction, LucideIcon> = {
  take: Hand,
  'give-back': CornerUpLeft,
  'take-over': UserRoundPlus,
  register: Archive,
  'not-register': Ban,
  forward: Forward,
  reopen: RotateCcw,
  quarantine: MailX,
  release: Inbox,
};

export const actionWord = (action: HandlingAction, words: Words): string => {
  switch (action) {
    case 'take':
      return words.actions.take;
    case 'give-back':
      return words.actions.giveBack;
    case 'take-over':
      return words.actions.takeOver;
    case 'register':
      return words.actions.register;
    case 'not-register':
      return words.actions.notRegister;
    case 'forward':
      return words.actions.forward;
    case 'reopen':
      return words.actions.reopen;
    case 'quarantine':
      return words.actions.quarantine;
    case 'release':
      return words.actions.release;
  }
};
