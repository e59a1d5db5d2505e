/** Kinds of programs that people log in by, as far as anybody is told. */
export const browserPrograms = ['chrome', 'edge', 'firefox', 'safari', 'other'] as const;

export type BrowserProgram = (typeof browserPrograms)[number];

// in this order: each later one calls itself an earlier one as well, the other way round
const signs = [
  ['edge', /\bEdgA?\/|\bEdgiOS\//],
  ['firefox', /\bFirefox\/|\bFxiOS\//],
  ['chrome', /Chrome\/|\bChromium\/|\bCriOS\//],
  ['safari', /\bSafari\//],
] as const;

/** By what it calls itself (RFC 9110, 10.1.5), which anybody can write: to recognise one's own by, and for nothing else. */
export const browserProgram = (userAgent: string | undefined): BrowserProgram =>
  signs.find(([, sign]) => sign.test((userAgent ?? '').slice(0, 500)))?.[0] ?? 'other';
