import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';

/** Leads to a contact, or with null back to the list. */
export const useOpenContact = () => {
  const { department, view } = useSession();
  return (contactId: string | null): void =>
    navigate({
      messageId: null,
      departmentId: department.id,
      view,
      outgoing: { kind: 'contacts', contactId },
    });
};
