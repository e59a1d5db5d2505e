import express, { type Express, type Request, type Response } from 'express';

import { hasMedia, type HeldFax } from '../carrier/faxes.ts';
import { sendBytes } from '../carrier/media.ts';
import type { createOrderDesk } from '../carrier/order-desk.ts';

/** What the REST interface works on; a test turns the knobs while it runs. */
export interface TelnyxState {
  readonly apiKey: string;
  readonly origin: () => string;
  readonly held: Map<string, HeldFax>;
  /** The number of the link that is alive, by fax; no other one is. */
  readonly links: Map<string, number>;
  readonly deleted: string[];
  /** Ids in the order in which their media were fetched. */
  readonly fetched: string[];
  /** Ids in the order in which their links were renewed. */
  readonly refreshed: string[];
  /** Every request to this part is answered with 503 while it is true. */
  readonly down: { list: boolean; delete: boolean; refresh: boolean };
  readonly desk: ReturnType<typeof createOrderDesk>;
  pageSize: number;
}

/** Where the media of a fax lie, by the link that is alive. It needs no key, as one that is signed. */
export const mediaUrl = ({ origin, links }: TelnyxState, { sid }: HeldFax): string =>
  `${origin()}/faxes-prod/${sid}.pdf?X-Amz-Expires=600&X-Amz-Signature=${links.get(sid) ?? 0}`;

/** Telnyx's REST interface, version 2, behind its key; and the store that its links lead to. */
export const restApp = (state: TelnyxState): Express => {
  const app = express();
  app.get('/faxes-prod/:sid.pdf', (request, response) => sendMedia(state, request, response));
  app.use((request, response, next) => {
    if (request.headers.authorization === `Bearer ${state.apiKey}`) next();
    else response.status(401).json({ errors: [{ code: '10009', title: 'Authentication failed' }] });
  });
  app.get('/v2/faxes', (request, response) => list(state, request, response));
  app.post('/v2/faxes/:sid/actions/refresh', (request, response) => {
    const { sid } = request.params;
    if (state.down.refresh) response.status(503).end();
    else if (!state.held.has(sid)) response.status(404).end();
    else {
      state.refreshed.push(sid);
      state.links.set(sid, (state.links.get(sid) ?? 0) + 1);
      response.json({ data: { result: 'ok' } });
    }
  });
  app.get('/v2/faxes/:sid', (request, response, next) => {
    const fax = state.held.get(request.params.sid);
    if (fax) response.json({ data: shownHeld(state, fax) });
    else next();
  });
  app.delete('/v2/faxes/:sid', (request, response) => {
    const { sid } = request.params;
    if (state.down.delete) response.status(503).end();
    else if (!state.held.delete(sid)) response.status(404).end();
    else {
      state.deleted.push(sid);
      response.status(204).end();
    }
  });
  state.desk.routes(app);
  return app;
};

const sendMedia = (
  state: TelnyxState,
  request: Request<{ sid: string }>,
  response: Response,
): void => {
  const fax = state.held.get(request.params.sid);
  const alive = String(state.links.get(request.params.sid) ?? 0);
  if (!fax) response.status(404).end();
  // as S3 says of a link whose time is over
  else if (request.query['X-Amz-Signature'] !== alive) response.status(403).end();
  else {
    state.fetched.push(fax.sid);
    sendBytes(fax, 'application/pdf', response);
  }
};

const list = (state: TelnyxState, request: Request, response: Response): void => {
  const query = new URL(request.originalUrl, state.origin()).searchParams;
  const filter = (name: string): string | undefined => query.get(`filter[${name}]`) ?? undefined;
  const lets = ({ to, from, at }: { to: string; from: string; at: Date }): boolean =>
    (filter('to][eq') ?? to) === to &&
    (filter('from][eq') ?? from) === from &&
    at >= new Date(filter('created_at][gte') ?? 0);
  const outgoing = state.desk.listed(lets);
  if (state.down.list || outgoing === 'down') {
    response.status(503).end();
    return;
  }
  const direction = filter('direction][eq');
  const inbound = [...state.held.values()].filter(lets).map((fax) => shownHeld(state, fax));
  const faxes = [
    ...(direction === 'outbound' ? [] : inbound),
    ...(direction === 'inbound' ? [] : outgoing),
  ];
  const size = Math.min(Number(query.get('page[size]') ?? 20), state.pageSize);
  const number = Number(query.get('page[number]') ?? 1);
  response.json({
    data: faxes.slice((number - 1) * size, number * size),
    meta: {
      page_number: number,
      page_size: size,
      total_pages: Math.ceil(faxes.length / size),
      total_results: faxes.length,
    },
  });
};

const shownHeld = (state: TelnyxState, fax: HeldFax) => ({
  record_type: 'fax',
  id: fax.sid,
  direction: 'inbound',
  status: hasMedia(fax) ? 'received' : 'failed',
  from: fax.from,
  to: fax.to,
  page_count: fax.pages ?? null,
  partial_content: fax.error?.media ?? false,
  failure_reason: hasMedia(fax) ? null : fax.error?.code,
  media_url: hasMedia(fax) ? mediaUrl(state, fax) : null,
  created_at: fax.at.toISOString(),
});
