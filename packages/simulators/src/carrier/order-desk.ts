import express, { type Request, type Response, type Router } from 'express';

import { callBack, dial, type Telling } from './dial.ts';
import { outgoingFax, shownOutgoing, type OutgoingFax } from './outgoing.ts';
import { callOf, scriptOf, type CallScript } from './scripts.ts';
import type { SigningOptions } from './signed-request.ts';

/** How an order is answered that goes wrong on the carrier's side. */
export type OrderFault =
  /** Nothing is taken. */
  | { readonly kind: 'refused'; readonly status: number; readonly code?: number }
  /** Taken; the answer never comes. */
  | { readonly kind: 'mute' }
  /** Taken; the connection is cut. */
  | { readonly kind: 'cut' }
  /** Taken; the answer is of this status. */
  | { readonly kind: 'broken'; readonly status: number }
  /** Taken; the answer makes no sense. */
  | { readonly kind: 'nonsense' };

/** Where faxes are ordered, and a test's hands on what becomes of them. */
export interface OrderDesk {
  /** Every fax that was taken, in the order of its coming. */
  readonly faxes: readonly OutgoingFax[];
  /** The most calls to one number that were under way at the same time. */
  readonly mostAtOnce: number;
  /** What the next orders meet, until it is changed. */
  setFault(fault: OrderFault | undefined): void;
  setTelling(telling: Telling): void;
  /** Whether faxes can be looked up: `hidden` ones are in no list and under no id. */
  setLookups(lookups: 'shown' | 'hidden' | 'down'): void;
  setScript(number: string, script: CallScript): void;
  /** Tells a status again, or one that never was; the answer's status. */
  tell(fax: OutgoingFax, status: string): Promise<number | undefined>;
  /** Resolves when no call is under way but those that never end. */
  settled(): Promise<void>;
}

export interface OrderDeskOptions {
  readonly accountSid: string;
  readonly signing: SigningOptions;
  readonly paceMs: number;
  readonly signal: AbortSignal;
}

interface Desk extends OrderDesk {
  readonly routes: (router: Router, base: string) => void;
  /** As the list shows them. */
  readonly listed: (query: URLSearchParams) => object[] | 'down';
}

export const createOrderDesk = (options: OrderDeskOptions): Desk => {
  const faxes: OutgoingFax[] = [];
  const scripts = new Map<string, CallScript>();
  const calls = new Set<Promise<void>>();
  const atOnce = new Map<string, number>();
  const state = {
    fault: undefined as OrderFault | undefined,
    telling: 'in-order' as Telling,
    lookups: 'shown' as 'shown' | 'hidden' | 'down',
    mostAtOnce: 0,
  };

  const begin = (fax: OutgoingFax): void => {
    faxes.push(fax);
    const now = (atOnce.get(fax.to) ?? 0) + 1;
    atOnce.set(fax.to, now);
    state.mostAtOnce = Math.max(state.mostAtOnce, now);
    const call = dial(fax, { ...options, telling: state.telling })
      .then(() => void atOnce.set(fax.to, (atOnce.get(fax.to) ?? 1) - 1))
      .catch(() => undefined) // the carrier stops
      .finally(() => calls.delete(call));
    calls.add(call);
  };
  const scriptedCall = (number: string, quality: string): CallScript => {
    const script = scripts.get(number) ?? scriptOf(number);
    const calls = faxes.filter(({ to }) => to === number).length;
    return { ...script, end: callOf(script, { calls, quality }) };
  };
  const take = (request: Request, response: Response): void => {
    const { fault } = state;
    if (fault?.kind === 'refused') {
      response.status(fault.status).json({ code: fault.code ?? null, status: fault.status });
      return;
    }
    const fax = outgoingFax(request.body, scriptedCall);
    if (!fax) {
      response.status(400).json({ code: 21_211, status: 400 });
      return;
    }
    begin(fax);
    answer(response, fax, fault ?? (fax.script.mute ? { kind: 'mute' } : undefined));
  };
  const answer = (response: Response, fax: OutgoingFax, fault: OrderFault | undefined): void => {
    switch (fault?.kind) {
      case 'mute':
      case 'refused':
        return;
      case 'cut':
        response.destroy();
        return;
      case 'broken':
        response.status(fault.status).end();
        return;
      case 'nonsense':
        response.status(201).end('<html>');
        return;
      case undefined:
        response.status(201).json(shownOutgoing(fax, options.accountSid));
    }
  };

  return {
    faxes,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    setFault: (fault) => void (state.fault = fault),
    setTelling: (telling) => void (state.telling = telling),
    setLookups: (lookups) => void (state.lookups = lookups),
    setScript: (number, script) => void scripts.set(number, script),
    tell: (fax, status) => callBack(fax, options, status),
    settled: async () => {
      while (calls.size > 0) await Promise.all(calls);
    },
    listed: (query) => {
      if (state.lookups === 'down') return 'down';
      if (state.lookups === 'hidden') return [];
      const like = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
      return faxes
        .filter((fax) => like('To', fax.to) && like('From', fax.from))
        .filter((fax) => fax.at >= new Date(query.get('DateCreatedAfter') ?? 0))
        .map((fax) => shownOutgoing(fax, options.accountSid));
    },
    routes: (router, base) => {
      router.post(`${base}.json`, express.urlencoded({ extended: false }), take);
      router.get(`${base}/:sid.json`, (request: Request<{ sid: string }>, response) => {
        const fax = faxes.find(({ sid }) => sid === request.params.sid);
        if (state.lookups === 'down') response.status(503).end();
        else if (!fax || state.lookups === 'hidden') response.status(404).end();
        else response.json(shownOutgoing(fax, options.accountSid));
      });
    },
  };
};
