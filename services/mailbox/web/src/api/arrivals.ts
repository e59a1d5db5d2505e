import type { Department, Me } from '../../../src/http/api.ts';

/** Departments where a fax has come in since `before`. */
export const arrivals = (before: Me, after: Me): Department[] =>
  after.departments.filter((department) => {
    const known = before.departments.find(({ id }) => id === department.id);
    return (
      known !== undefined &&
      department.lastReceivedAt !== null &&
      // Also one that was received earlier: it was found later, or needed a second try.
      department.lastReceivedAt !== known.lastReceivedAt
    );
  });
