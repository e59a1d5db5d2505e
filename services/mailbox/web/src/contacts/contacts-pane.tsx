import { Plus, Search, X } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button, GridListItem, Input, SearchField } from 'react-aria-components';
import type { Contact } from '../../../src/http/api.ts';
import { useContacts } from '../api/use-contacts.ts';
import { ViewMenu } from '../frame/view-menu.tsx';
import { RowsPane } from '../list/rows-pane.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { AddContactDialog } from './add-contact-dialog.tsx';
import { useContactsWords } from './contacts-words.ts';
import { useOpenContact } from './use-open-contact.ts';
import { VerificationMark } from './verification-mark.tsx';
import { verificationState, verificationWord } from './verification-state.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';

const ContactRow = ({ contact, isOpen }: { contact: Contact; isOpen: boolean }) => {
  const contacts = useContactsWords();
  const { id, name, number } = contact;
  const state = verificationState(contact);
  return (
    <GridListItem
      id={id}
      textValue={[name, number.national, verificationWord(state, contacts)].join(', ')}
      className={`row${isOpen ? ' row--open' : ''}`}
    >
      <span className="row__dot" />
      <span className="row__line">
        <bdi className="row__from">{name}</bdi>
      </span>
      <span className="row__line row__line--meta">
        <bdi title={number.full}>{number.national}</bdi>
        <span className="row__marks">
          <VerificationMark state={state} />
        </span>
      </span>
    </GridListItem>
  );
};

const Head = ({
  search,
  onSearch,
  onAdd,
}: {
  search: string;
  onSearch: (search: string) => void;
  /** Null where one only reads. */
  onAdd: (() => void) | null;
}) => {
  const { words } = useSession();
  const contacts = useContactsWords();
  return (
    <>
      <div className="list__head">
        <h2 className="list__title">{words.sending.contacts}</h2>
        <ViewMenu title={words.sending.contacts} count={null} />
        {onAdd && (
          <Button className="button button--quiet button--small" onPress={onAdd}>
            <Plus className="icon icon--small" aria-hidden />
            {contacts.add}
          </Button>
        )}
      </div>
      <SearchField
        className="contacts__search"
        aria-label={contacts.search}
        value={search}
        onChange={onSearch}
        maxLength={100}
      >
        <Search className="icon icon--small" aria-hidden />
        <Input className="field__input" placeholder={contacts.search} />
        <Button className="button button--quiet button--icon" aria-label={contacts.clear}>
          <X className="icon icon--small" aria-hidden />
        </Button>
      </SearchField>
    </>
  );
};

/** The department's contacts by name, with a search. */
export const ContactsPane = ({
  contactId,
  from,
}: {
  contactId: string | null;
  /** The received fax whose sender is to be added. */
  from: string | null;
}) => {
  const { words, department, view } = useSession();
  const contacts = useContactsWords();
  const open = useOpenContact();
  const [search, setSearch] = useState('');
  const mayHandle = useMayHandle();
  const [isAdding, setAdding] = useState(from !== null && mayHandle);
  const { data, isError, refetch } = useContacts(department.id, useDeferredValue(search.trim()));
  return (
    <>
      <RowsPane
        label={words.list.label(words.sending.contacts, department.name)}
        head={
          <Head
            search={search}
            onSearch={setSearch}
            onAdd={mayHandle ? () => setAdding(true) : null}
          />
        }
        rows={data?.contacts}
        isFailed={isError}
        empty={search.trim() === '' ? contacts.empty : contacts.noneFound(search.trim())}
        foot={data?.more ? contacts.more : null}
        openId={contactId}
        onRetry={() => void refetch()}
        onOpen={open}
      >
        {(contact) => <ContactRow contact={contact} isOpen={contact.id === contactId} />}
      </RowsPane>
      {isAdding && (
        <AddContactDialog
          from={from}
          onAdded={(id) => {
            setAdding(false);
            setSearch('');
            open(id);
          }}
          onClose={() => {
            setAdding(false);
            if (from !== null) navigate({ messageId: from, departmentId: department.id, view });
          }}
        />
      )}
    </>
  );
};
