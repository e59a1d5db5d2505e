import express, { type Request, type Response, type Router } from 'express';

import { callBack, dial, type Telling } from './dial.ts';
import { outgoingFax, type OrderDialect, type OutgoingFax } from './outgoing.ts';
import { callOf, scriptOf, type CallScript } from './scripts.ts';

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
  /** A fax that the carrier has, whoever ordered it when. */
  know(fax: OutgoingFax): void;
  /** Every fax is forgotten. */
  forget(): void;
  /** Tells a status again, or one that never was; the answer's status. */
  tell(fax: OutgoingFax, status: string): Promise<number | undefined>;
  /** Resolves when no call is under way but those that never end. */
  settled(): Promise<void>;
}

export interface OrderDeskOptions {
  readonly dialect: OrderDialect;
  readonly paceMs: number;
  readonly signal: AbortSignal;
}

interface Desk extends OrderDesk {
  readonly routes: (router: Router) => void;
  /** As the list shows those that the carrier's own filter lets through. */
  readonly listed: (lets: (fax: OutgoingFax) => boolean) => object[] | 'down';
}

export const createOrderDesk = (options: OrderDeskOptions): Desk => {
  const { dialect } = options;
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
      response.status(fault.status).json(dialect.refusal(fault.status, fault.code));
      return;
    }
    const fax = outgoingFax(dialect.read(request.body), scriptedCall);
    if (!fax) {
      response.status(400).json(dialect.refusal(400, 21_211));
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
        response.status(dialect.takenStatus).end('<html>');
        return;
      case undefined:
        response.status(dialect.takenStatus).json(dialect.alone(dialect.shown(fax)));
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
    know: (fax) => void faxes.push(fax),
    forget: () => void faxes.splice(0),
    tell: (fax, status) => callBack(fax, dialect, status),
    settled: async () => {
      while (calls.size > 0) await Promise.all(calls);
    },
    listed: (lets) => {
      if (state.lookups === 'down') return 'down';
      if (state.lookups === 'hidden') return [];
      return faxes.filter(lets).map(dialect.shown);
    },
    routes: (router) => {
      const { orders, fax: one } = dialect.paths;
      const body =
        dialect.body === 'json' ? express.json() : express.urlencoded({ extended: false });
      router.post(orders, body, take);
      router.get(one, (request: Request<{ sid: string }>, response) => {
        const fax = faxes.find(({ sid }) => sid === request.params.sid);
        if (state.lookups === 'down') response.status(503).end();
        else if (!fax || state.lookups === 'hidden') response.status(404).end();
        else response.json(dialect.alone(dialect.shown(fax)));
      });
    },
  };
};
