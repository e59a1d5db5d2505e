import type { AdviceKind, Blame, JudgedProvider } from '@kuvert/shared/providers/advice';
import type { ProviderKind } from '@kuvert/shared/providers/provider';
import type { ProviderState } from '@kuvert/shared/providers/verdict';

export const stateWords: Readonly<Record<ProviderState, string>> = {
  failing: 'FAILING',
  silent: 'NOT HEARD FROM',
  troubled: 'slow or failing of late',
  works: 'works',
  off: 'off by configuration',
};

export const adviceWords: Readonly<Record<AdviceKind, string>> = {
  account: 'look at the account with it: money, rights, limits',
  address: 'it can not fetch documents from us: is our public address reached from outside?',
  carrier: 'ask whoever runs it; docs/runbooks/carrier-down.md',
  clock: 'let this machine and the database follow a time server (chrony, systemd-timesyncd)',
  credentials: 'it refuses us: look at the key, the account and its rights',
  log: 'the log of the services that have it says more',
  network: 'does it answer from this machine? If others fail as well, look at your own network',
  queue: 'does the service run, and has it enough to do it with? Its log says more',
  renew: 'get a new one in its place: docs/identity.md, docs/saml.md',
  service: 'does the service run, and does it reach the database? Look at its log',
};

export const blameWords: Readonly<Record<Blame, string>> = {
  well: 'All is well.',
  watch: 'Nothing is down; something was slow or failed of late.',
  us: 'Look here first: something of our own is down.',
  network:
    'Look at the network first: several outside can not be reached, and none was heard since.',
  them: 'We are up; somebody else is not.',
};

const kindWords: Readonly<Record<ProviderKind, string>> = {
  carrier: 'carrier',
  sdk: "SDK's message service",
  mail: 'mail server',
  openid: 'OpenID Connect',
  saml: 'SAML',
  'saml-metadata': 'metadata of',
  cards: 'smart cards',
  crl: 'revocation list',
  ocsp: 'responder',
  service: 'service',
  database: 'database',
  objects: 'object store',
  bell: 'queue',
  keys: 'master key',
  text: 'reading by machine',
  checkpoints: 'checkpoints of the log',
  clock: 'clock',
};

/** Those of which there is one: the name would say the kind again. */
const single: readonly ProviderKind[] = [
  ...(['sdk', 'mail', 'openid', 'saml', 'cards', 'keys', 'text', 'checkpoints', 'clock'] as const),
];

/** `carrier telnyx`, `mail server`. */
export const providerName = ({ facts }: Pick<JudgedProvider, 'facts'>): string =>
  single.includes(facts.kind) ? kindWords[facts.kind] : `${kindWords[facts.kind]} ${facts.name}`;
