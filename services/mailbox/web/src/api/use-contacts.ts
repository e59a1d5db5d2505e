import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useContactsApi } from './contacts-api.ts';
import { keys } from './keys.ts';

/** A department's contacts; while a narrower search is under way, those of the one before. */
export const useContacts = (departmentId: string, search: string) => {
  const contactsApi = useContactsApi();
  return useQuery({
    queryKey: keys.contacts(departmentId, search),
    queryFn: () => contactsApi.list(departmentId, search),
    placeholderData: keepPreviousData,
  });
};

export const useContact = (id: string) => {
  const contactsApi = useContactsApi();
  return useQuery({ queryKey: keys.contact(id), queryFn: () => contactsApi.contact(id) });
};
