import { oids, type CertificateExtensions } from '../extensions.ts';

/**
 * The valid policies of a path: RFC 5280, 6.1, with the graph of RFC 9618 in place of the tree, which grows
 * exponentially for certificates made to make it so.
 */
export class PolicyGraph {
  /** One layer a certificate, by valid policy; the last one is what the next certificate is held against. */
  #layers: Map<string, Node>[] = [
    new Map([[oids.anyPolicy, { expected: new Set([oids.anyPolicy]), parents: new Set() }]]),
  ];

  /** That no policy is valid for the whole path. */
  get isEmpty(): boolean {
    return this.#layers.length === 0;
  }

  /** The policies that the last certificate has by itself and by every one before it. */
  get policies(): ReadonlySet<string> {
    return new Set(this.#layers.at(-1)?.keys());
  }

  /** No policy at all: RFC 5280, 6.1.3 (e). */
  clear(): void {
    this.#layers = [];
  }

  /** The policies that a certificate asserts: 6.1.3 (d). */
  add(asserted: ReadonlySet<string>, anyPolicyCounts: boolean): void {
    const above = this.#layers.at(-1);
    if (above === undefined) return;
    const layer = new Map<string, Node>();
    const byExpected = indexed(above);
    for (const policy of asserted) {
      if (policy === oids.anyPolicy) continue;
      const anyAbove = above.has(oids.anyPolicy) ? [oids.anyPolicy] : [];
      const parents = byExpected.get(policy) ?? anyAbove;
      if (parents.length > 0)
        layer.set(policy, { expected: new Set([policy]), parents: new Set(parents) });
    }
    if (asserted.has(oids.anyPolicy) && anyPolicyCounts)
      for (const [policy, parents] of byExpected)
        if (!layer.has(policy))
          layer.set(policy, { expected: new Set([policy]), parents: new Set(parents) });
    this.#layers.push(layer);
    this.#prune();
  }

  /** The mappings of a CA for the certificates below it: 6.1.4 (b). */
  map(mappings: CertificateExtensions['policyMappings'], allowed: boolean): void {
    const layer = this.#layers.at(-1);
    if (layer === undefined) return;
    const hadAny = layer.get(oids.anyPolicy);
    for (const [from, to] of mappings) {
      const node = layer.get(from);
      if (!allowed) layer.delete(from);
      else if (node) node.expected = new Set(to);
      else if (hadAny)
        layer.set(from, { expected: new Set(to), parents: new Set([oids.anyPolicy]) });
    }
    this.#prune();
  }

  /** Takes away what no policy of the last layer leads back to. */
  #prune(): void {
    for (let depth = this.#layers.length - 1; depth > 0; depth -= 1) {
      const used = new Set(
        [...(this.#layers[depth]?.values() ?? [])].flatMap(({ parents }) => [...parents]),
      );
      const above = this.#layers[depth - 1];
      for (const policy of above?.keys() ?? []) if (!used.has(policy)) above?.delete(policy);
    }
    if (this.#layers.some(({ size }) => size === 0)) this.clear();
  }
}

interface Node {
  expected: ReadonlySet<string>;
  /** Valid policies of the layer above. */
  readonly parents: ReadonlySet<string>;
}

const indexed = (layer: ReadonlyMap<string, Node>): ReadonlyMap<string, readonly string[]> => {
  const index = new Map<string, string[]>();
  for (const [policy, { expected }] of layer)
    for (const wanted of expected) index.set(wanted, [...(index.get(wanted) ?? []), policy]);
  return index;
};
