import { useEffect } from 'react';
import { redirect } from '../route/use-route.ts';
import { useSession } from '../session.ts';

/** An address without its department: the list beside it must be that of what is opened. */
export const useItsDepartment = (departmentId: string | undefined): void => {
  const { me, department, view, outgoing } = useSession();
  const isElsewhere =
    departmentId !== undefined &&
    departmentId !== department.id &&
    me.departments.some(({ id }) => id === departmentId);
  useEffect(() => {
    if (isElsewhere) redirect({ messageId: null, departmentId, view, outgoing });
  }, [isElsewhere, departmentId, view, outgoing]);
};
