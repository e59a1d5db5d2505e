/** What somebody may be in the whole house, beside the departments that they are members of. */
export const houseRoles = ['auditor', 'system-administrator'] as const;

export type HouseRole = (typeof houseRoles)[number];

/** Undefined when the text names none. */
export const parseHouseRole = (text: string): HouseRole | undefined =>
  houseRoles.find((role) => role === text);
