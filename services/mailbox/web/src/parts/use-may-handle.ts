import { useSession } from '../session.ts';

/** Whether one may do more than read in the department; the server and its database refuse it otherwise. */
export const useMayHandle = (): boolean => useSession().department.role !== 'reader';
