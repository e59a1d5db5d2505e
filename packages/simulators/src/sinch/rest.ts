import express, { type Express, type Request, type Response } from 'express';

import { hasMedia, type HeldFax } from '../carrier/faxes.ts';
import { sendBytes } from '../carrier/media.ts';
import type { createOrderDesk } from '../carrier/order-desk.ts';

/** What the REST interface works on; a test turns the knobs while it runs. */
export interface SinchState {
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
  readonly origin: () => string;
  readonly held: Map<string, HeldFax>;
  /** Those whose pages the carrier keeps: all of them where its storage is on. */
  readonly stored: Set<string>;
  readonly deleted: string[];
  /** Ids in the order in which their media were fetched. */
  readonly fetched: string[];
  /** Every request to this part is answered with 503 while it is true. */
  readonly down: { list: boolean; delete: boolean };
  readonly desk: ReturnType<typeof createOrderDesk>;
  pageSize: number;
}

/** Sinch's Fax API, version 3, behind its key. */
export const restApp = (state: SinchState): Express => {
  const app = express();
  const base = `/v3/projects/${state.projectId}/faxes`;
  app.use((request, response, next) => {
    const expected = Buffer.from(`${state.keyId}:${state.keySecret}`).toString('base64');
    if (request.headers.authorization === `Basic ${expected}`) next();
    else response.status(401).end();
  });
  app.get(base, (request, response) => list(state, request, response));
  app.get(`${base}/:sid/file.pdf`, (request, response) => sendMedia(state, request, response));
  app.delete(`${base}/:sid/file`, (request, response) => {
    const { sid } = request.params;
    if (state.down.delete) response.status(503).end();
    else if (!state.stored.delete(sid)) response.status(404).end();
    else {
      state.deleted.push(sid);
      response.status(204).end();
    }
  });
  app.get(`${base}/:sid`, (request, response, next) => {
    const fax = state.held.get(request.params.sid);
    if (fax) response.json(shownHeld(state, fax));
    else next();
  });
  state.desk.routes(app);
  return app;
};

const sendMedia = (
  state: SinchState,
  request: Request<{ sid: string }>,
  response: Response,
): void => {
  const fax = state.held.get(request.params.sid);
  if (!fax || !state.stored.has(fax.sid)) {
    response.status(404).end();
    return;
  }
  state.fetched.push(fax.sid);
  sendBytes(fax, 'application/pdf', response);
};

const list = (state: SinchState, request: Request, response: Response): void => {
  const query = new URL(request.originalUrl, state.origin()).searchParams;
  const since = new Date(query.get('createTime>') ?? Date.now() - 7 * 86_400_000);
  const lets = ({ to, from, at }: { to: string; from: string; at: Date }): boolean =>
    to.startsWith(query.get('to') ?? '') && from.startsWith(query.get('from') ?? '') && at >= since;
  const outgoing = state.desk.listed(lets);
  if (state.down.list || outgoing === 'down') {
    response.status(503).end();
    return;
  }
  const direction = query.get('direction');
  const inbound = [...state.held.values()].filter(lets).map((fax) => shownHeld(state, fax));
  const faxes = [
    ...(direction === 'OUTBOUND' ? [] : inbound),
    ...(direction === 'INBOUND' ? [] : outgoing),
  ];
  const pageSize = Math.min(Number(query.get('pageSize') ?? 100), state.pageSize);
  const page = Number(query.get('page') ?? 1);
  response.json({
    page,
    pageSize,
    totalPages: Math.ceil(faxes.length / pageSize),
    totalItems: faxes.length,
    faxes: faxes.slice((page - 1) * pageSize, page * pageSize),
  });
};

/** A fax that came, as webhooks and the interface show it alike. */
export const shownHeld = ({ projectId, stored }: SinchState, fax: HeldFax) => ({
  id: fax.sid,
  direction: 'INBOUND',
  from: fax.from,
  to: fax.to,
  status: fax.error ? 'FAILURE' : 'COMPLETED',
  ...(fax.pages === undefined ? {} : { numberOfPages: fax.pages }),
  ...(fax.error ? { errorType: 'FAX_ERROR', errorCode: Number(fax.error.code) } : {}),
  createTime: fax.at.toISOString(),
  completedTime: fax.at.toISOString(),
  hasFile: hasMedia(fax) && stored.has(fax.sid),
  projectId,
});
