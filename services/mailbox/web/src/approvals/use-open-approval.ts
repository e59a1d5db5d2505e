import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';

export const useOpenApproval = () => {
  const { department, view } = useSession();
  return (draftId: string | null): void =>
    navigate({
      messageId: null,
      departmentId: department.id,
      view,
      outgoing: { kind: 'approvals', draftId },
    });
};
