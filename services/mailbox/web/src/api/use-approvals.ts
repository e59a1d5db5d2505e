import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services.ts';
import { keys } from './keys.ts';

/** What waits for a colleague in a department. */
export const useApprovals = (departmentId: string) => {
  const { sendingApi } = useServices();
  return useQuery({
    queryKey: keys.approvals(departmentId),
    queryFn: async () => (await sendingApi.approvals(departmentId)).approvals,
  });
};

export const useApproval = (id: string) => {
  const { sendingApi } = useServices();
  return useQuery({ queryKey: keys.approval(id), queryFn: () => sendingApi.approval(id) });
};
