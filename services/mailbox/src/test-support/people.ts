/** Who can log in in the tests; departments are theirs by `house.ts`. */
export const people = [
  { subject: 'anna', name: 'Anna Öberg' },
  { subject: 'bo', name: 'Bo Ek' },
  { subject: 'cecilia', name: 'Cecilia Lund' },
  { subject: 'nobody', name: 'Nils Utan' },
  { subject: 'frida', name: 'Frida Vik' },
] as const;

export type Subject = (typeof people)[number]['subject'];
