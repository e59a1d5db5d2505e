import type { DepartmentId } from '../ids.ts';
import type { Assurance } from './address.ts';

/** What is sent: something new, or the answer to what came in. */
export const documentKinds = ['letter', 'answer'] as const;

export type DocumentKind = (typeof documentKinds)[number];

/**
 * `never`; `fallback`: where the recipient has no secure address; `choice`: as well where the sender asks for it
 * although there is one.
 */
export const faxPermissions = ['never', 'fallback', 'choice'] as const;

export type FaxPermission = (typeof faxPermissions)[number];

/** What a rule asks for. */
export interface Demands {
  readonly requires: Assurance;
  readonly fax: FaxPermission;
}

/** Set by the operator. Undefined is every one. */
export interface RoutingRule extends Demands {
  readonly departmentId?: DepartmentId | undefined;
  readonly documentKind?: DocumentKind | undefined;
}

/** What a rule is asked about. */
export interface Sent {
  /** That sends. */
  readonly departmentId: DepartmentId;
  readonly documentKind: DocumentKind;
}

/** Where no rule speaks: any channel will do, the secure one first. */
export const withoutRule: Demands = { requires: 'open', fax: 'fallback' };

/**
 * The rule that counts, the most specific that is about what is sent:
 *
 *     department  document kind   counts
 *     this one    this one        first
 *     this one    every one       second
 *     every one   this one        third
 *     every one   every one       last
 *
 * There is one of each at most, so that none is ever ambiguous.
 */
export const ruleFor = <Rule extends RoutingRule>(
  rules: readonly Rule[],
  { departmentId, documentKind }: Sent,
): Rule | undefined => {
  const about = rules.filter(
    (rule) =>
      (rule.departmentId ?? departmentId) === departmentId &&
      (rule.documentKind ?? documentKind) === documentKind,
  );
  return about.toSorted((one, other) => specificity(other) - specificity(one))[0];
};

const specificity = ({ departmentId, documentKind }: RoutingRule): number =>
  (departmentId === undefined ? 0 : 2) + (documentKind === undefined ? 0 : 1);
