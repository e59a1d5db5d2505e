import type { Department, Me } from '../../../src/http/api.ts';

/** The department that the address names if one is a member of it, else the first. */
export const chosenDepartment = (me: Me, departmentId: string | null): Department | undefined =>
  me.departments.find(({ id }) => id === departmentId) ?? me.departments[0];
