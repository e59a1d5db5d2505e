/**
 * The issuing CAs of SITHS e-id that issue to people with level of assurance 3. The root is
 * `SITHS e-id Root CA v2`; that of the test environment has names of its own, which are configuration.
 */
export const sithsPersonIssuers: readonly string[] = [
  'SITHS e-id Person HSA-id 3 CA v1',
  'SITHS e-id Person ID 3 CA v1',
  'SITHS e-id Person ID Mobile CA v1',
];

/** `SITHS e-id Function CA v1` and the like issue to systems and functions: never a person, whoever configures them. */
export const isFunctionIssuer = (commonName: string): boolean =>
  /\bFunction CA\b/i.test(commonName);
