import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContactWithHistory } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';

/** Does something with a contact; what is shown of it follows. */
export const useChangeContact = <Change>(
  change: (change: Change) => Promise<ContactWithHistory>,
  onDone: (contact: ContactWithHistory) => void,
) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (contact) => {
      queries.setQueryData(keys.contact(contact.id), contact);
      void queries.invalidateQueries({ queryKey: keys.contactsOf(contact.departmentId) });
      onDone(contact);
    },
  });
};
