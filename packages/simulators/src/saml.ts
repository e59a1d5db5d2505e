import { createPublicKey, randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

import express, { urlencoded, type Request } from 'express';
import samlp, { type ParsedRequest } from 'samlp';

import { listen } from './listen.ts';
import { chooserPage, contentSecurityPolicy, messagePage, postingPage } from './oidc/page.ts';
import type { OidcPerson } from './oidc/person.ts';
import { addSingleLogout, type SingleLogout } from './saml/single-logout.ts';

/** Somebody who can log in, with what an assertion says of them. */
export interface SamlPerson extends Pick<OidcPerson, 'subject' | 'name' | 'about'> {
  readonly attributes: Readonly<Record<string, string | readonly string[]>>;
}

export interface SamlOptions {
  /** Of 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly people: readonly SamlPerson[];
  /** Signs answers, in PEM. */
  readonly key: string;
  readonly certificate: string;
  readonly serviceProvider: {
    readonly entityId: string;
    /** The only address that answers are posted to. */
    readonly recipient: string;
    /** Takes requests to log out, and answers to such. */
    readonly logoutUrl: string;
    /** Of the key that signs its requests, and that assertions may be encrypted for. */
    readonly certificate: string;
  };
  readonly nameIdFormat?: 'persistent' | 'transient';
}

/** How it answers from now on; tests change it while it runs. */
export interface SamlBehaviour {
  sign: 'assertion' | 'response' | 'both';
  isEncrypted: boolean;
  /** Contexts that it can give: a login has the first of those asked for that is among them, else the first. */
  contexts: readonly string[];
  lifetimeSeconds: number;
  /** Instead of its key and certificate. */
  signer: { readonly key: string; readonly certificate: string } | undefined;
  /** Has the last word on what is posted: for what a real one never does. */
  forge: (xml: string) => string | Promise<string>;
  /** By which it takes messages about logging out, and sends its own. */
  logoutBinding: 'redirect' | 'post';
  /** What its metadata say; as samlp makes them unless told. */
  metadata: (() => { readonly status: number; readonly xml: string }) | undefined;
}

export interface RunningSaml {
  readonly entityId: string;
  readonly metadataUrl: string;
  readonly behaviour: SamlBehaviour;
  /** The last request as XML. */
  lastRequest(): string;
  /** Sessions that nobody has logged out of, by their indexes: the newest is the last. */
  openSessions(): readonly string[];
  /** Where a browser goes to log out there, of the session of that index. */
  logoutUrl(sessionIndex: string): string;
  stop(): Promise<void>;
}

const loa3 = 'http://id.sambi.se/loa/loa3';

/** A real SAML identity provider for the tests, `samlp`: anybody may log in as any of `people`, without a secret. */
export const startSaml = async (options: SamlOptions): Promise<RunningSaml> => {
  const behaviour: SamlBehaviour = {
    sign: 'both',
    isEncrypted: false,
    contexts: [loa3],
    lifetimeSeconds: 300,
    signer: undefined,
    forge: (xml) => xml,
    logoutBinding: 'redirect',
    metadata: undefined,
  };
  let lastRequest = '';
  const app = express();
  app.disable('x-powered-by');
  const { origin, stop } = await listen(app, options.port);
  const entityId = `${origin}/idp`;
  const policy = contentSecurityPolicy([options.serviceProvider.recipient]);
  app.use((_request, response, next) => {
    response.set({ 'content-security-policy': policy, 'cache-control': 'no-store' });
    next();
  });
  const own = (binding: SamlBehaviour['logoutBinding']) =>
    samlp.metadata({
      ...{ issuer: entityId, cert: options.certificate },
      ...{ redirectEndpointPath: '/sso', postEndpointPath: '/sso' },
      logoutEndpointPaths: { [binding]: '/slo' },
    });
  const logout = addSingleLogout(app, {
    ...options,
    issuer: entityId,
    binding: () => behaviour.logoutBinding,
  });
  app.get('/metadata', (request, response, next) => {
    const told = behaviour.metadata?.();
    if (told) response.status(told.status).type('xml').send(told.xml);
    else void own(behaviour.logoutBinding)(request, response, next);
  });
  app.get('/sso', async (request, response) => {
    try {
      await parse(request, options);
      response.type('html').send(chooserPage(request.get('accept-language'), options.people));
    } catch {
      response.status(400).type('html');
      response.send(messagePage(request.get('accept-language'), 'request_refused'));
    }
  });
  app.post('/sso', urlencoded({ extended: false, limit: '4kb' }), async (request, response) => {
    // express leaves the body open; anything but a known subject is refused
    const subject: unknown = (request.body as Record<string, unknown> | undefined)?.['subject'];
    const person = options.people.find((each) => each.subject === subject);
    const asked = await parse(request, options).catch(() => undefined);
    if (!person || !asked) {
      response.status(400).type('html');
      response.send(messagePage(request.get('accept-language'), 'person_unknown'));
      return;
    }
    lastRequest = xmlOf(request);
    const xml = await behaviour.forge(
      await answer({ ...options, entityId, behaviour, logout }, person, asked, lastRequest),
    );
    response.type('html').send(
      postingPage(request.get('accept-language'), options.serviceProvider.recipient, {
        SAMLResponse: Buffer.from(xml).toString('base64'),
        RelayState: textOf(request.query['RelayState']),
      }),
    );
  });
  return {
    ...{ entityId, behaviour, stop },
    metadataUrl: `${origin}/metadata`,
    lastRequest: () => lastRequest,
    openSessions: logout.open,
    logoutUrl: (index) => `${origin}/slo/start?${new URLSearchParams({ index }).toString()}`,
  };
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const xmlOf = (request: Request): string =>
  inflateRawSync(Buffer.from(textOf(request.query['SAMLRequest']), 'base64')).toString();

/** Refuses what the service provider didn't sign. */
const parse = (
  request: Request,
  { serviceProvider: { certificate, recipient, entityId } }: SamlOptions,
): Promise<ParsedRequest> =>
  new Promise((resolve, reject) => {
    const { Signature: signature, SigAlg: sigAlg, RelayState: relayState } = request.query;
    samlp.parseRequest(
      request,
      { signingCert: certificate, signature, sigAlg, relayState },
      (error, parsed) => {
        const isOurs =
          parsed?.issuer === entityId && parsed.assertionConsumerServiceURL === recipient;
        if (error) reject(error);
        else if (isOurs) resolve(parsed);
        else reject(new Error('a request of somebody else'));
      },
    );
  });

const answer = (
  {
    behaviour,
    entityId,
    serviceProvider,
    nameIdFormat = 'persistent',
    logout,
    ...own
  }: SamlOptions & {
    readonly behaviour: SamlBehaviour;
    readonly entityId: string;
    readonly logout: SingleLogout;
  },
  person: SamlPerson,
  { id = '' }: ParsedRequest,
  requestXml: string,
): Promise<string> => {
  const { key, certificate } = behaviour.signer ?? own;
  const wanted = [...requestXml.matchAll(/AuthnContextClassRef[^>]*>([^<]+)</g)].map(
    ([, context]) => context,
  );
  const { contexts } = behaviour;
  const encryption = behaviour.isEncrypted && {
    encryptionCert: serviceProvider.certificate,
    encryptionPublicKey: createPublicKey(serviceProvider.certificate)
      .export({ type: 'spki', format: 'pem' })
      .toString(),
  };
  const sessionIndex = `_${randomBytes(8).toString('hex')}`;
  const format = `urn:oasis:names:tc:SAML:2.0:nameid-format:${nameIdFormat}`;
  logout.loggedIn({ nameId: person.subject, nameIdFormat: format, sessionIndex });
  return new Promise((resolve, reject) => {
    samlp.getSamlResponse(
      {
        ...{ key, cert: certificate, issuer: entityId, inResponseTo: id, ...encryption },
        audience: serviceProvider.entityId,
        recipient: serviceProvider.recipient,
        destination: serviceProvider.recipient,
        lifetimeInSeconds: behaviour.lifetimeSeconds,
        authnContextClassRef:
          wanted.find((each) => each !== undefined && contexts.includes(each)) ?? contexts[0] ?? '',
        sessionIndex,
        signAssertion: behaviour.sign !== 'response',
        signResponse: behaviour.sign !== 'assertion',
        ...{ signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256' },
        signatureNamespacePrefix: 'ds',
        profileMapper: () => ({
          getClaims: () => person.attributes,
          getNameIdentifier: () => ({
            nameIdentifier: person.subject,
            nameIdentifierFormat: format,
          }),
        }),
      },
      person,
      (error, xml) => (xml === undefined ? reject(error ?? new Error('no answer')) : resolve(xml)),
    );
  });
};
