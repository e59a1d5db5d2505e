import { expect, it } from 'vitest';

import { oids } from '../extensions.ts';
import { PolicyGraph } from './policy-graph.ts';

const [a, b, c] = ['1.2.1', '1.2.2', '1.2.3'];
const any = oids.anyPolicy;

const policiesAfter = (...steps: readonly ((graph: PolicyGraph) => void)[]): readonly string[] => {
  const graph = new PolicyGraph();
  for (const step of steps) step(graph);
  return [...graph.policies].toSorted();
};

const asserts =
  (...policies: readonly string[]) =>
  (graph: PolicyGraph): void =>
    graph.add(new Set(policies), true);

const maps =
  (from: string, ...to: readonly string[]) =>
  (graph: PolicyGraph): void =>
    graph.map(new Map([[from, new Set(to)]]), true);

it('a policy is valid that every certificate asserts', () => {
  expect(policiesAfter(asserts(a, b), asserts(b, c))).toEqual([b]);
});

it('no policy is valid when one certificate asserts others', () => {
  expect(policiesAfter(asserts(a), asserts(b), asserts(b))).toEqual([]);
});

it('any policy stands for each that was valid above it', () => {
  expect(policiesAfter(asserts(a, b), asserts(any))).toEqual([a, b]);
});

it('any policy stands for nothing where it is inhibited', () => {
  expect(
    policiesAfter(asserts(a), (graph) => {
      graph.add(new Set([any]), false);
    }),
  ).toEqual([]);
});

it('a policy that is mapped is wanted under its new name', () => {
  expect([
    policiesAfter(asserts(a), maps(a, b), asserts(b)),
    policiesAfter(asserts(a), maps(a, b), asserts(a)),
  ]).toEqual([[b], []]);
});

it('a policy can be mapped that any policy stands for', () => {
  expect(policiesAfter(asserts(any), maps(a, b), asserts(b))).toEqual([b]);
});

it('a policy ends where mapping is inhibited', () => {
  expect(
    policiesAfter(
      asserts(a, c),
      (graph) => {
        graph.map(new Map([[a, new Set([b])]]), false);
      },
      asserts(any),
    ),
  ).toEqual([c]);
});

it('a certificate without policies leaves none', () => {
  expect(
    policiesAfter(
      asserts(a),
      (graph) => {
        graph.clear();
      },
      asserts(a),
    ),
  ).toEqual([]);
});

it('mappings that multiply cost no more than policies times certificates', () => {
  const policies = Array.from({ length: 60 }, (_, n) => `1.2.${n}`);
  const all = new Map(policies.map((policy) => [policy, new Set(policies)]));
  const steps = Array.from({ length: 10 }, () => [
    asserts(...policies),
    (graph: PolicyGraph) => {
      graph.map(all, true);
    },
  ]).flat();
  expect(policiesAfter(...steps)).toHaveLength(60);
});
