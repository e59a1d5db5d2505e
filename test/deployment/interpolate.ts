/** Every variable that a compose file names, as `${NAME}`, `${NAME:-…}`, `${NAME:?…}` or `${NAME:+…}`. */
export const variablesIn = (text: string): ReadonlySet<string> =>
  new Set(
    Array.from(text.matchAll(/(?<!\$)\$\{([A-Z_]+)(?::[-?+][^}]*)?\}/g), ([, name]) => name ?? ''),
  );

/**
 * Fills in variables as the Compose Specification's "Interpolation" says.
 * @throws Error for `:?` when the variable is missing or empty
 */
export const interpolate = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .replaceAll(
      /(?<!\$)\$\{([A-Z_]+)(?::([-?+])([^}]*))?\}/g,
      (_, name: string, operator: string | undefined, word: string | undefined) => {
        const value = values[name] ?? '';
        if (operator === '+') return value === '' ? '' : (word ?? '');
        if (value !== '') return value;
        if (operator === '?') throw new Error(`${name}: ${word}`);
        return word ?? '';
      },
    )
    .replaceAll('$$', '$');

/** As {@link interpolate}, for every text in a tree: the file is parsed first, so an empty value stays a text. */
export const interpolateAll = (
  node: unknown,
  values: Readonly<Record<string, string>>,
): unknown => {
  if (typeof node === 'string') return interpolate(node, values);
  if (Array.isArray(node)) return node.map((each) => interpolateAll(each, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, interpolateAll(value, values)]),
  );
};

/** `NAME=value` lines; comments and empty lines aside. */
export const parseEnvironmentFile = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => {
        const equals = line.indexOf('=');
        return [line.slice(0, equals), line.slice(equals + 1)];
      }),
  );
