const maxLength = 100;

// Control characters, and those that turn the direction of the text around them.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The person's name out of the provider's claims, fit to be shown; undefined when there is none. */
export const nameOf = (claims: Readonly<Record<string, unknown>>): string | undefined => {
  const whole = text(claims['name']);
  if (whole !== undefined) return whole;
  const parts = [text(claims['given_name']), text(claims['family_name'])];
  return text(parts.filter((part) => part !== undefined).join(' '));
};

const text = (claim: unknown): string | undefined => {
  if (typeof claim !== 'string') return undefined;
  const clean = claim
    .slice(0, maxLength * 4)
    .replaceAll(unprintable, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return clean === '' ? undefined : Array.from(clean).slice(0, maxLength).join('');
};
