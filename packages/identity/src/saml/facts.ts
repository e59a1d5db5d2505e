import { issuerOf, nameIdOf } from './assertion-rules.ts';
import { samlLimits } from './limits.ts';
import { childrenOf, ns, onlyChild, textOf, type XmlElement } from './xml.ts';

/** What an assertion that was accepted says. */
export interface SamlFacts {
  /** Of the assertion: unique at its issuer. */
  readonly id: string;
  readonly issuer: string;
  readonly nameId: {
    readonly value: string;
    readonly format: string | undefined;
    readonly nameQualifier: string | undefined;
    readonly spNameQualifier: string | undefined;
  };
  /** Of the session that began at the identity provider, where it named one. */
  readonly sessionIndex: string | undefined;
  /** The authentication context's class. */
  readonly context: string;
  /** After that nobody would accept it. */
  readonly usableUntil: Date;
  /** By name; a value that is more than a text is left out. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const child = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent && onlyChild(parent, ns.assertion, name);

/** Of an assertion that `assertionFault` found nothing wrong with. */
export const factsOf = (assertion: XmlElement): SamlFacts => {
  const subject = child(assertion, 'Subject');
  const named = nameIdOf(assertion);
  const nameId = child(subject, 'NameID')?.attributes;
  const statement = child(assertion, 'AuthnStatement');
  const context = child(child(statement, 'AuthnContext'), 'AuthnContextClassRef');
  const ends = [
    child(child(subject, 'SubjectConfirmation'), 'SubjectConfirmationData'),
    child(assertion, 'Conditions'),
  ].map((element) => Date.parse(element?.attributes.get('NotOnOrAfter') ?? ''));
  return {
    id: assertion.attributes.get('ID') ?? '',
    issuer: issuerOf(assertion) ?? '',
    nameId: {
      value: 'nameId' in named ? named.nameId : '',
      format: nameId?.get('Format'),
      nameQualifier: nameId?.get('NameQualifier'),
      spNameQualifier: nameId?.get('SPNameQualifier'),
    },
    sessionIndex: statement?.attributes.get('SessionIndex'),
    context: (context && textOf(context)) ?? '',
    usableUntil: new Date(Math.max(...ends) + samlLimits.skew),
    attributes: attributesOf(assertion),
  };
};

const attributesOf = (assertion: XmlElement): ReadonlyMap<string, readonly string[]> => {
  const attributes = new Map<string, readonly string[]>();
  const statements = childrenOf(assertion, ns.assertion, 'AttributeStatement');
  for (const attribute of statements.flatMap((one) => childrenOf(one, ns.assertion, 'Attribute'))) {
    const name = attribute.attributes.get('Name');
    if (name === undefined) continue;
    const values = childrenOf(attribute, ns.assertion, 'AttributeValue').flatMap(
      (value) => textOf(value) ?? [],
    );
    attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
  }
  return attributes;
};
