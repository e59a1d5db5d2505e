import { ServedEvents } from '@kuvert/shared/partners/client-api';
import type { ServiceAnswer } from '@kuvert/shared/ports/service-call';

import { readAnswer } from './read-answer.ts';

/**
 * What a service says is wrong, in a 400 of its own. Undefined for one of somebody else on the way, such as a proxy
 * that misses a certificate.
 */
export const eventsOf = (answer: ServiceAnswer): ServedEvents | undefined =>
  answer.status === 400 ? readAnswer(ServedEvents, answer) : undefined;
