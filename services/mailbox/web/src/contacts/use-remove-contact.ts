import { useQueryClient } from '@tanstack/react-query';
import type { Contact } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { toast } from '../frame/toast-queue.ts';
import { useContactsApi } from '../api/contacts-api.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { useContactsWords } from './contacts-words.ts';
import { useChangeContact } from './use-change-contact.ts';
import { useOpenContact } from './use-open-contact.ts';

/** Removes a contact at once, with a way back. */
export const useRemoveContact = () => {
  const { toasts } = useServices();
  const contactsApi = useContactsApi();
  const { words } = useSession();
  const contacts = useContactsWords();
  const queries = useQueryClient();
  const open = useOpenContact();
  const tellProblem = useTellProblem();
  const { mutateAsync } = useChangeContact(contactsApi.restore, ({ id }) => open(id));
  const restore = (id: string): void => void mutateAsync(id).catch(tellProblem);

  const remove = async ({ id, departmentId, name }: Contact): Promise<void> => {
    try {
      await contactsApi.remove(id);
      open(null);
      queries.removeQueries({ queryKey: keys.contact(id) });
      toast(toasts, {
        text: contacts.removed(name),
        action: { label: words.actions.undo, run: () => restore(id) },
      });
    } catch (error) {
      tellProblem(error);
    }
    void queries.invalidateQueries({ queryKey: keys.contactsOf(departmentId) });
  };
  return { restore, remove: (contact: Contact): void => void remove(contact) };
};
