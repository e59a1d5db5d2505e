import type { Response } from 'express';
import { z } from 'zod';

import { sendEndlessly } from '../endless.ts';

/** What can be asked of the service. */
export const Operation = z.enum(['token', 'send', 'list', 'fetch', 'delete']);
export type Operation = z.infer<typeof Operation>;

/** How the service misbehaves once, and whether it does what was asked of it all the same. */
export const ServiceFault = z.discriminatedUnion('how', [
  /** It doesn't answer. */
  z.strictObject({ how: z.literal('slow'), done: z.boolean().optional() }),
  /** It breaks off in the middle of its answer. */
  z.strictObject({ how: z.literal('cut'), done: z.boolean().optional() }),
  /** It answers with something else, as `type` says. */
  z.strictObject({
    how: z.literal('nonsense'),
    type: z.string().optional(),
    body: z.string().optional(),
    done: z.boolean().optional(),
  }),
  /** Its answer doesn't end. */
  z.strictObject({ how: z.literal('endless'), done: z.boolean().optional() }),
  z.strictObject({ how: z.literal('redirect'), to: z.string(), done: z.boolean().optional() }),
  /** 429 or a fault of its own. */
  z.strictObject({
    how: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfter: z.string().optional(),
    done: z.boolean().optional(),
  }),
]);
export type ServiceFault = z.infer<typeof ServiceFault>;

/** What goes wrong next. */
export interface FaultDesk {
  add(on: Operation, fault: ServiceFault, times?: number): void;
  take(on: Operation): ServiceFault | undefined;
}

export const createFaultDesk = (): FaultDesk => {
  const waiting: { readonly on: Operation; readonly fault: ServiceFault }[] = [];
  return {
    add: (on, fault, times = 1) => {
      for (let added = 0; added < times; added += 1) waiting.push({ on, fault });
    },
    take: (on) => {
      const at = waiting.findIndex((entry) => entry.on === on);
      return at < 0 ? undefined : waiting.splice(at, 1)[0]?.fault;
    },
  };
};

/** Answers as badly as it was told to. */
export const misbehave = (response: Response, fault: ServiceFault): void => {
  switch (fault.how) {
    case 'slow':
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{"data":[', () => response.destroy());
      return;
    case 'nonsense':
      response.type(fault.type ?? 'text/html').send(fault.body ?? '<h1>Welcome</h1>');
      return;
    case 'endless':
      sendEndlessly(response.type('application/json'));
      return;
    case 'redirect':
      response.redirect(307, fault.to);
      return;
    case 'status':
      if (fault.retryAfter !== undefined) response.set('retry-after', fault.retryAfter);
      response.status(fault.status).end();
  }
};
