import express, { type Express, type Request, type Response } from 'express';

import { hasMedia, type HeldFax } from './faxes.ts';
import { sendBytes } from './media.ts';
import type { createOrderDesk } from './order-desk.ts';

/** What the REST interface works on; a test turns the knobs while it runs. */
export interface CarrierState {
  readonly accountSid: string;
  readonly token: string;
  readonly origin: () => string;
  readonly held: Map<string, HeldFax>;
  readonly deleted: string[];
  /** Sids in the order in which their media were fetched. */
  readonly fetched: string[];
  /** Every request to this part is answered with 503 while it is true. */
  readonly down: { list: boolean; delete: boolean };
  readonly desk: ReturnType<typeof createOrderDesk>;
  pageSize: number;
}

/** The carrier's REST interface in the Twilio dialect, behind basic auth: list, media, delete, order. */
export const restApp = (state: CarrierState): Express => {
  const app = express();
  const base = `/api/laml/2010-04-01/Accounts/${state.accountSid}/Faxes`;
  app.use((request, response, next) => {
    const expected = Buffer.from(`${state.accountSid}:${state.token}`).toString('base64');
    if (request.headers.authorization === `Basic ${expected}`) next();
    else response.status(401).end();
  });
  app.get(`${base}.json`, (request, response) => list(state, base, request, response));
  state.desk.routes(app);
  app.get(`${base}/:sid/Media`, (request, response) => sendMedia(state, request, response));
  app.delete(`${base}/:sid.json`, (request, response) => {
    const { sid } = request.params;
    if (state.down.delete) response.status(503).end();
    else if (!state.held.delete(sid)) response.status(404).end();
    else {
      state.deleted.push(sid);
      response.status(204).end();
    }
  });
  return app;
};

export const mediaUrl = ({ accountSid, origin }: CarrierState, { sid }: HeldFax): string =>
  `${origin()}/api/laml/2010-04-01/Accounts/${accountSid}/Faxes/${sid}/Media`;

const list = (state: CarrierState, base: string, request: Request, response: Response): void => {
  const query = new URL(request.originalUrl, state.origin()).searchParams;
  const like = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const outgoing = state.desk.listed(
    ({ to, from, at }) =>
      like('To', to) && like('From', from) && at >= new Date(query.get('DateCreatedAfter') ?? 0),
  );
  if (state.down.list || outgoing === 'down') {
    response.status(503).end();
    return;
  }
  const after = new Date(query.get('DateCreatedAfter') ?? 0);
  const page = Number(query.get('Page') ?? 0);
  const held = [...state.held.values()].filter(({ at }) => at >= after);
  const faxes = [...held.map((fax) => asListed(state, fax)), ...outgoing];
  const shown = faxes.slice(page * state.pageSize, (page + 1) * state.pageSize);
  const more = faxes.length > (page + 1) * state.pageSize;
  const next = new URLSearchParams([...query.entries()]);
  next.set('Page', String(page + 1));
  response.json({
    uri: request.originalUrl,
    next_page_uri: more ? `${base}.json?${next.toString()}` : null,
    faxes: shown,
  });
};

const asListed = (state: CarrierState, fax: HeldFax) => ({
  sid: fax.sid,
  account_sid: state.accountSid,
  direction: 'inbound',
  status: fax.error ? 'failed' : 'received',
  from: fax.from,
  to: fax.to,
  num_pages: fax.pages ?? null,
  media_url: hasMedia(fax) ? mediaUrl(state, fax) : null,
  remote_station_id: fax.tsi ?? null,
  error_code: fax.error?.code ?? null,
  error_message: fax.error?.message ?? null,
  date_created: fax.at.toISOString(),
});

const sendMedia = (
  state: CarrierState,
  request: Request<{ sid: string }>,
  response: Response,
): void => {
  const fax = state.held.get(request.params.sid);
  if (!fax) {
    response.status(404).end();
    return;
  }
  state.fetched.push(fax.sid);
  sendBytes(fax, 'image/tiff', response);
};
