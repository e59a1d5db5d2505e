/** "84 kB", "1.2 MB": bytes as people read them. */
export const sizeOf = (bytes: number, languageTag: string): string => {
  const [value, unit] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value.toLocaleString(languageTag, { maximumFractionDigits: 1 })} ${unit}`;
};
