import { receptionLimits } from '@kuvert/shared/reception';

/** A count of pages as announced; what is no sensible count is as good as none. */
export const pageCount = (text: string | undefined): number | undefined => {
  const count = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 && count <= receptionLimits.pages ? count : undefined;
};

/** Drops keys without a value: an optional property is absent, not undefined. */
export const present = <T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  // what remains has every key whose value is defined
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
