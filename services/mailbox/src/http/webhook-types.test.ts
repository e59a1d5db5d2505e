import { expect, it } from 'vitest';

import { webhookEventTypes } from '@kuvert/shared/webhooks';

import { TimelineEvent } from '#api';

/** As the database names it (`message_tells_webhooks`). */
const typeOf = (kind: string): string => {
  if (kind === 'available' || kind === 'forwarded-here') return 'message.arrived';
  if (kind === 'attention') return 'message.needs_attention';
  return `message.${kind.replaceAll('-', '_')}`;
};

it('a system can be told by webhook of everything that stands in a message’s timeline', () => {
  // of two of these it is told when the message is there to be worked with; who looks at it, may open it, or is told of it
  // by mail is no business of systems
  const untold = [
    ...['received', 'sent-here', 'opened', 'opened-by-glass', 'notified', 'not-notified'],
    ...['restricted', 'restriction-changed', 'restriction-taken-over', 'restriction-inherited'],
  ];
  const kinds = TimelineEvent.shape.kind.options.filter((kind) => !untold.includes(kind));
  const types = kinds.map(typeOf);
  const known: readonly string[] = webhookEventTypes;
  expect(types.filter((type) => !known.includes(type))).toEqual([]);
});
