import { useEffect, useState } from 'react';
import type { Department, LockedDepartment, Me } from '../../../src/http/api.ts';
import { useServices } from '../services.ts';
import { chosenDepartment } from './chosen-department.ts';

/**
 * The department that one is in. When it comes to demand a stronger login the server's page says so, unless something that
 * is written here would be gone with this one: then it stays, locked, until somebody has logged in beside it.
 */
export const useChosenDepartment = (
  me: Me,
  departmentId: string | null,
): { readonly department: Department | undefined; readonly locked: LockedDepartment | null } => {
  const { unsaved } = useServices();
  const chosen = chosenDepartment(me, departmentId);
  const [shown, setShown] = useState(chosen);
  const lockedNow = me.locked.find(({ id }) => id === shown?.id) ?? null;
  const stays = lockedNow !== null && unsaved.isAny();
  const leaves = lockedNow !== null && !stays;
  useEffect(() => {
    if (leaves) location.reload();
  }, [leaves]);
  const department = stays ? shown : chosen;
  if (department !== shown) setShown(department);
  return { department, locked: stays ? lockedNow : null };
};
