import type { ReadCertificate } from '../read-certificate.ts';
import { oids } from '../extensions.ts';
import { PolicyGraph } from './policy-graph.ts';

const any: ReadonlySet<string> = new Set([oids.anyPolicy]);

/**
 * The policies that the last certificate of a path may assert. A CA without policies restricts none here: unlike
 * RFC 5280, which has no policy at all below it, since the CAs that issue cards are named and many state none.
 */
export const policiesOfPath = (path: readonly ReadCertificate[]): ReadonlySet<string> => {
  const graph = new PolicyGraph();
  for (const [index, certificate] of path.entries()) {
    if (index === 0) continue;
    const isLast = index === path.length - 1;
    const { policies, policyMappings } = certificate.extensions ?? {};
    graph.add(policies ?? (isLast ? new Set() : any), true);
    if (!isLast) graph.map(policyMappings ?? new Map(), true);
  }
  return graph.policies;
};
