import { useState } from 'react';

const read = <T>(key: string, isValue: (value: unknown) => value is T, initial: T): T => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isValue(value) ? value : initial;
  } catch {
    return initial;
  }
};

/** State that outlives the page, in this browser; preferences only, never anything of a message. */
export const useStored = <T extends string | boolean>(
  key: string,
  isValue: (value: unknown) => value is T,
  initial: T,
): [T, (value: T) => void] => {
  const [value, setValue] = useState(() => read(`kuvert.${key}`, isValue, initial));
  const store = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(`kuvert.${key}`, JSON.stringify(next));
    } catch {
      // Storage may be refused or full; the choice then lasts as long as the page.
    }
  };
  return [value, store];
};

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isString = (value: unknown): value is string => typeof value === 'string';
