import { gateway, room } from '@kuvert/shared/reception';
import type { MessageSummary } from '../../../src/http/api.ts';

const seeing: ReadonlySet<string> = new Set([gateway, room]);

/** Its sender sees how the referral is, without anybody writing: in the room, or by its own system. */
export const senderSees = ({ carrier }: Pick<MessageSummary, 'carrier'>): boolean =>
  seeing.has(carrier);
