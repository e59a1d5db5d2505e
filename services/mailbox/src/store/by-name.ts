import type { Country } from './summary.ts';

interface Named {
  readonly name: string;
}

/** As people in the country sort names, "unit 2" before "unit 10". */
export const byName = (country: Country): ((one: Named, other: Named) => number) => {
  const { compare } = new Intl.Collator(country === 'DK' ? 'da' : 'sv', { numeric: true });
  return (one, other) => compare(one.name, other.name);
};
