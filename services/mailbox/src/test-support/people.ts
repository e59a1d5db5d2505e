/** Who can log in in the tests; departments are theirs by `house.ts`. */
export const people = [
  { subject: 'anna', name: 'Anna Öberg' },
  { subject: 'bo', name: 'Bo Ek' },
  { subject: 'cecilia', name: 'Cecilia Lund' },
  { subject: 'nobody', name: 'Nils Utan' },
  { subject: 'frida', name: 'Frida Vik' },
] as const;

/** Those of partners, who are nobody of the house; `room.ts` lets them in. */
export const roomPeople = [
  { subject: 'gunnel', name: 'Gunnel Strand' },
  { subject: 'hanna', name: 'Hanna Gran' },
] as const;

/** Of one person. */
export const hsaIds = ['SE2321000131-3C4D', 'SE2321000131-5E6F'] as const;

/** Who is several, where people are known by their HSA-id. */
export const severalOnes = {
  subject: 'sten',
  name: 'Sten Alm',
  claims: { employeeHsaId: hsaIds },
} as const;

/** Of whom the provider tells groups: some, none, or that they are too many for a token. */
export const groupedOnes = [
  { subject: 'greta', name: 'Greta Li', claims: { groups: ['care-handlers', 'choir'] } },
  { subject: 'gustav', name: 'Gustav Mo', claims: { groups: [] } },
  { subject: 'gunvor', name: 'Gunvor Ny', claims: { _claim_names: { groups: 'src1' } } },
] as const;

/** HSA-ids of commissions. */
export const commissions = ['SE2321000131-C001', 'SE2321000131-C002'] as const;

/** Who may act in several commissions, one of them as several besides. */
export const commissionedOnes = [
  {
    subject: 'kersti',
    name: 'Kersti Vall',
    claims: { employeeHsaId: 'SE2321000131-7A8B', commissionHsaId: commissions },
  },
  {
    subject: 'stina',
    name: 'Stina Alm',
    claims: {
      employeeHsaId: ['SE2321000131-9C0D', 'SE2321000131-9E0F'],
      commissionHsaId: commissions,
    },
  },
] as const;

export type RoomSubject = (typeof roomPeople)[number]['subject'];

export type Subject = (typeof people)[number]['subject'];
