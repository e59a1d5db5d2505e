import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type {
  RawRequest,
  Received,
  SynchronousInboundTransport,
} from '@kuvert/shared/ports/transport';

import { emptyAnswer, receiveAnswer } from './answers.ts';
import { authenticate } from './authenticate.ts';
import { fieldsOf, type Fields } from './fields.ts';
import { receptionFrom, type FaxFacts } from './reception.ts';
import type { TwilioDialectSettings } from './settings.ts';

const maxBodyBytes = 64 * 1024;

/**
 * The Twilio fax dialect, in two requests: `…/incoming` announces a call and is answered with where to report it;
 * `…/received` reports what came, whole, in part or not at all. GET and POST alike.
 */
export const createTwilioInbound = (
  settings: TwilioDialectSettings,
  clock: Clock,
): SynchronousInboundTransport => ({
  carrier: settings.carrier,
  maxBodyBytes,
  receive: (request) => {
    const step = stepOf(request);
    const fields = fieldsOf(request);
    authenticate(request, fields, settings);
    return answer(step, fields, settings, clock.now());
  },
});

type Step = 'incoming' | 'received';

const stepOf = ({ target }: RawRequest): Step => {
  const last = target.split('?', 1)[0]?.split('/').at(-1);
  if (target.startsWith('/') && (last === 'incoming' || last === 'received')) return last;
  throw new KuvertError('path-unknown', 'there is nothing here');
};

const answer = (
  step: Step,
  fields: Fields,
  { carrier, publicOrigin }: TwilioDialectSettings,
  now: Date,
): Received =>
  step === 'incoming'
    ? { kind: 'answer', reply: receiveAnswer(`${publicOrigin}/webhooks/${carrier}/received`) }
    : {
        kind: 'reception',
        reception: receptionFrom(factsOf(fields), carrier, now),
        reply: emptyAnswer,
      };

const factsOf = (fields: Fields): FaxFacts => ({
  faxSid: fields['FaxSid'],
  from: fields['From'],
  to: fields['To'],
  tsi: fields['RemoteStationId'],
  status: fields['FaxStatus'],
  errorCode: fields['ErrorCode'],
  errorMessage: fields['ErrorMessage'],
  pages: fields['NumPages'],
  mediaUrl: fields['MediaUrl'],
  at: fields['Timestamp'],
});
