import {
  piecesOf,
  signXml,
  type IdpKey,
} from '@kuvert/identity/test-support/saml-identity-provider';

/** What is done to a real answer of the identity provider's on its way. */
export type Forgery = (xml: string) => string;

const unsigned = (xml: string): string => xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/g, '');

/** The identity provider itself says something else: changed, then signed by its key. */
export const saying =
  (key: IdpKey, from: string | RegExp, to: string): Forgery =>
  (xml) => {
    const changed = unsigned(xml).replace(from, to);
    if (changed === unsigned(xml)) throw new Error(`there is nothing like ${String(from)}`);
    return signXml(changed, 'Assertion', { key });
  };

/** Somebody changed it on its way. */
export const changing =
  (from: string | RegExp, to: string): Forgery =>
  (xml) => {
    const changed = xml.replace(from, to);
    if (changed === xml) throw new Error(`there is nothing like ${String(from)}`);
    return changed;
  };

/** Signature wrapping (XSW), by the numbers that are usual: of an answer whose assertion alone is signed, or its whole. */
export const wrappings = (
  nameId: string,
  key: IdpKey,
): readonly (readonly [name: string, forge: Forgery])[] => {
  const evil = (assertion: string): string =>
    unsigned(assertion)
      .replace(nameId, 'evil')
      .replace(/ ID="[^"]+"/, ' ID="_evil"');
  const around = (xml: string, assertions: string): string =>
    xml.replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, assertions);
  const inObject = (content: string, signature: string): string =>
    signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);
  const ofAssertion =
    (
      wrap: (parts: { xml: string; signed: string; bare: string; signature: string }) => string,
    ): Forgery =>
    (real) => {
      const xml = signXml(unsigned(real), 'Assertion', { key });
      const { assertion: signed, signature } = piecesOf(xml);
      return wrap({ xml, signed, signature, bare: unsigned(signed) });
    };
  const ofResponse =
    (wrap: (parts: { forged: string; bare: string; signature: string }) => string): Forgery =>
    (real) => {
      const whole = signXml(unsigned(real), 'Response', { key });
      const { signature } = piecesOf(whole);
      const bare = unsigned(whole).replace(/^<\?xml[^>]*\?>/, '');
      const forged = bare.replace(nameId, 'evil').replace(/ ID="[^"]+"/, ' ID="_evilresponse"');
      return wrap({ forged, bare, signature });
    };
  const status = /(<samlp:Status>)/;
  return [
    [
      '1',
      ofResponse(({ forged, bare, signature }) =>
        forged.replace(status, `${inObject(bare, signature)}$1`),
      ),
    ],
    [
      '2',
      ofResponse(({ forged, bare, signature }) => forged.replace(status, `${bare}${signature}$1`)),
    ],
    ['3', ofAssertion(({ xml, signed }) => around(xml, evil(signed) + signed))],
    [
      '4',
      ofAssertion(({ xml, signed }) =>
        around(xml, evil(signed).replace('</saml:Assertion>', `${signed}</saml:Assertion>`)),
      ),
    ],
    [
      '5',
      ofAssertion(({ xml, signed, bare }) =>
        around(xml, signed.replace(nameId, 'evil').replace(/ ID="[^"]+"/, ' ID="_evil"') + bare),
      ),
    ],
    [
      '6',
      ofAssertion(({ xml, signed, bare, signature }) =>
        around(
          xml,
          evil(signed).replace('</saml:Issuer>', `</saml:Issuer>${inObject(bare, signature)}`),
        ),
      ),
    ],
    [
      '7',
      ofAssertion(({ xml, signed }) =>
        xml.replace(status, `<samlp:Extensions>${evil(signed)}</samlp:Extensions>$1`),
      ),
    ],
    [
      '8',
      ofAssertion(({ xml, bare, signed, signature }) =>
        around(
          xml,
          evil(bare).replace('</saml:Issuer>', `</saml:Issuer>${inObject(signed, signature)}`),
        ),
      ),
    ],
    [
      '9',
      ofAssertion(({ xml, signed }) =>
        around(xml, evil(signed)).replace(
          '</samlp:Status>',
          `<samlp:StatusDetail>${signed}</samlp:StatusDetail></samlp:Status>`,
        ),
      ),
    ],
  ];
};
