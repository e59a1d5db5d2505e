import { randomBytes } from 'node:crypto';

import { urlencoded, type ErrorRequestHandler, type Express, type Request } from 'express';
import samlp, { type LogoutStore, type Participant, type Participants } from 'samlp';

const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;

export interface SingleLogoutOptions {
  /** Of the identity provider. */
  readonly issuer: string;
  readonly key: string;
  readonly certificate: string;
  readonly serviceProvider: {
    readonly entityId: string;
    readonly logoutUrl: string;
    readonly certificate: string;
  };
  /** By which its messages go, asked for each. */
  readonly binding: () => keyof typeof bindings;
}

/** Who is logged in where, as one line of assertions told it. */
export interface SingleLogout {
  loggedIn(session: Omit<Participant, 'serviceProviderId' | 'serviceProviderLogoutURL'>): void;
  /** Sessions that nobody has logged out of, by their indexes. */
  open(): readonly string[];
}

/**
 * Single logout by `samlp`: `/slo` takes requests and answers; `/slo/start?index=` is a logout that begins at the identity
 * provider, in the session of that index.
 */
export const addSingleLogout = (app: Express, options: SingleLogoutOptions): SingleLogout => {
  const { serviceProvider } = options;
  let open: readonly Participant[] = [];
  const store = inMemory();
  const handle = (asked: readonly Participant[]) => {
    const binding = bindings[options.binding()];
    return samlp.logout({
      ...{ issuer: options.issuer, key: options.key, cert: options.certificate, store },
      ...{ deflate: true, protocolBinding: binding },
      ...{ signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256' },
      destination: serviceProvider.logoutUrl,
      sessionParticipants: participants(
        asked.map((each) => ({ ...each, binding })),
        () => open.map((each) => ({ ...each, cert: serviceProvider.certificate, binding })),
        (index) => (open = open.filter(({ sessionIndex }) => sessionIndex !== index)),
      ),
    });
  };
  app.use('/slo', urlencoded({ extended: false, limit: '64kb' }));
  app.use('/slo', (request: Request & { body?: unknown }, _response, next) => {
    request.body ??= {}; // samlp looks into it of whatever request
    next();
  });
  app.all('/slo/start', (request, response, next) => {
    const { index } = request.query;
    handle(open.filter(({ sessionIndex }) => sessionIndex === index))(request, response, next);
  });
  app.all('/slo', (request, response, next) => {
    handle([])(request, response, next);
  });
  const refused: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    response.status(400).type('text').send(String(error));
  };
  app.use('/slo', refused);
  return {
    loggedIn: (session) => {
      const { entityId, logoutUrl } = serviceProvider;
      open = [
        ...open,
        { ...session, serviceProviderId: entityId, serviceProviderLogoutURL: logoutUrl },
      ];
    },
    open: () => open.map(({ sessionIndex }) => sessionIndex),
  };
};

/** In the form that samlp asks in: `asked` are told one by one. */
const participants = (
  asked: readonly Participant[],
  open: () => readonly Participant[],
  end: (sessionIndex: string) => void,
): Participants => {
  let left = asked;
  return {
    hasElements: () => left.length > 0,
    getFirst: (callback) => callback(null, left[0]),
    get: (_issuer, sessionIndexes, nameId, callback) =>
      callback(
        null,
        open().find((each) => each.nameId === nameId && sessionIndexes.includes(each.sessionIndex)),
      ),
    remove: (_issuer, sessionIndex, _nameId, callback) => {
      left = left.filter((each) => each.sessionIndex !== sessionIndex);
      end(sessionIndex);
      callback(null);
    },
  };
};

/** What it has to remember between two messages. */
const inMemory = (): LogoutStore => {
  const states = new Map<string, object>();
  return {
    save: (_request, state, callback) => {
      const id = randomBytes(16).toString('base64url');
      states.set(id, state);
      callback(null, id);
    },
    load: (_request, id, options, callback) => {
      const state = states.get(id);
      if (typeof options === 'function') options(null, state);
      else callback?.(null, state);
    },
    update: (_request, id, state, callback) => {
      states.set(id, state);
      callback(null);
    },
  };
};
