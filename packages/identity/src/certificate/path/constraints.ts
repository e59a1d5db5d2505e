import { isSelfIssued, type ReadCertificate } from '../read-certificate.ts';
import {
  keyUsageBits,
  oids,
  type CertificateExtensions,
  type NameConstraints,
} from '../extensions.ts';
import type { CertificateRefusal } from '../reasons.ts';
import { namesArePermitted } from './name-constraints.ts';
import { PolicyGraph } from './policy-graph.ts';

/**
 * RFC 5280, 6.1, with the initial policy set any-policy and nothing inhibited: everything but signatures and
 * revocation. `path` begins with the trust anchor, whose extensions constrain nothing.
 *
 * @returns the first fault; undefined when there is none
 */
export const validateConstraints = (
  path: readonly ReadCertificate[],
  at: Date,
): CertificateRefusal | undefined => {
  const state = initialState(path.length - 1);
  for (const [index, certificate] of path.entries()) {
    const fault = faultOf(certificate, at);
    if (fault !== undefined) return fault;
    const { extensions } = certificate;
    if (index === 0 || extensions === undefined) continue;
    const isLast = index === path.length - 1;
    const reason =
      process(state, certificate, extensions, isLast) ??
      (isLast ? wrapUp(state, extensions) : prepare(state, certificate, extensions));
    if (reason !== undefined) return reason;
  }
  return undefined;
};

interface PathState {
  readonly policies: PolicyGraph;
  readonly constraints: NameConstraints[];
  /** Each counts down to 0, from where on it holds. */
  explicitPolicy: number;
  inhibitAnyPolicy: number;
  policyMapping: number;
  pathLength: number;
}

const initialState = (length: number): PathState => ({
  policies: new PolicyGraph(),
  constraints: [],
  explicitPolicy: length + 1,
  inhibitAnyPolicy: length + 1,
  policyMapping: length + 1,
  pathLength: length,
});

/** What is wrong with a certificate wherever it stands. */
const faultOf = (
  { extensions, notBefore, notAfter }: ReadCertificate,
  at: Date,
): CertificateRefusal | undefined => {
  if (extensions === undefined) return 'extension-malformed';
  if (extensions.unknownCritical) return 'critical-extension-unknown';
  if (at < notBefore) return 'not-yet-valid';
  if (at > notAfter) return 'expired';
  return undefined;
};

/** 6.1.3 (b) to (f). */
const process = (
  state: PathState,
  certificate: ReadCertificate,
  { policies }: CertificateExtensions,
  isLast: boolean,
): CertificateRefusal | undefined => {
  const selfIssued = isSelfIssued(certificate);
  if ((isLast || !selfIssued) && !namesArePermitted(certificate, state.constraints))
    return 'name-not-permitted';
  if (policies === undefined) state.policies.clear();
  else state.policies.add(policies, state.inhibitAnyPolicy > 0 || (!isLast && selfIssued));
  return state.explicitPolicy === 0 && state.policies.isEmpty ? 'policy-required' : undefined;
};

/** 6.1.4: what a CA says of the certificates below it. */
const prepare = (
  state: PathState,
  certificate: ReadCertificate,
  extensions: CertificateExtensions,
): CertificateRefusal | undefined => {
  const { policyMappings, basicConstraints, keyUsage, nameConstraints } = extensions;
  for (const [from, to] of policyMappings)
    if (from === oids.anyPolicy || to.has(oids.anyPolicy)) return 'policy-mapping-wrong';
  state.policies.map(policyMappings, state.policyMapping > 0);
  if (nameConstraints) state.constraints.push(nameConstraints);
  const selfIssued = isSelfIssued(certificate);
  if (!selfIssued) {
    state.explicitPolicy = Math.max(state.explicitPolicy - 1, 0);
    state.policyMapping = Math.max(state.policyMapping - 1, 0);
    state.inhibitAnyPolicy = Math.max(state.inhibitAnyPolicy - 1, 0);
  }
  state.explicitPolicy = least(state.explicitPolicy, extensions.requireExplicitPolicy);
  state.policyMapping = least(state.policyMapping, extensions.inhibitPolicyMapping);
  state.inhibitAnyPolicy = least(state.inhibitAnyPolicy, extensions.inhibitAnyPolicy);
  if (certificate.version !== 3 || !basicConstraints.ca) return 'issuer-not-a-ca';
  if (!selfIssued && state.pathLength === 0) return 'path-too-long';
  if (!selfIssued) state.pathLength -= 1;
  state.pathLength = least(state.pathLength, basicConstraints.pathLength);
  return keyUsage && !keyUsage.has(keyUsageBits.keyCertSign) ? 'issuer-key-usage-wrong' : undefined;
};

const least = (one: number, other: number | undefined): number => Math.min(one, other ?? one);

/** 6.1.5. */
const wrapUp = (
  state: PathState,
  { requireExplicitPolicy }: CertificateExtensions,
): CertificateRefusal | undefined => {
  const explicit = Math.max(state.explicitPolicy - 1, 0);
  return (explicit === 0 || requireExplicitPolicy === 0) && state.policies.isEmpty
    ? 'policy-required'
    : undefined;
};
