import { useContact } from '../api/use-contacts.ts';
import { useItsDepartment } from '../parts/use-its-department.ts';
import { ReaderProblem } from '../reader/reader-problem.tsx';
import { ReaderSkeleton } from '../reader/reader-skeleton.tsx';
import { ContactView } from './contact-view.tsx';
import { useContactsWords } from './contacts-words.ts';

/** One contact. */
export const ContactReader = ({ id }: { id: string }) => {
  const contacts = useContactsWords();
  const { data: contact, error, refetch } = useContact(id);
  useItsDepartment(contact?.departmentId);
  return (
    <section className="reader" aria-label={contacts.label}>
      {contact ? (
        <ContactView contact={contact} />
      ) : error ? (
        <ReaderProblem error={error} notFound={contacts.notFound} onRetry={() => void refetch()} />
      ) : (
        <ReaderSkeleton />
      )}
    </section>
  );
};
