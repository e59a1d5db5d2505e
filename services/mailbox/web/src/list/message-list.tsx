import { Collection, GridList, GridListLoadMoreItem } from 'react-aria-components';
import type { MessageSummary } from '../../../src/http/api.ts';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';
import { MessageRow } from './message-row.tsx';

/** The rows; arrow keys move, Enter or a click opens, older ones come as one scrolls. */
export const MessageList = ({
  rows,
  isLoadingOlder,
  onOlder,
}: {
  rows: readonly MessageSummary[];
  isLoadingOlder: boolean;
  onOlder: () => void;
}) => {
  const { words, department, view } = useSession();
  const session = useSession();
  return (
    <GridList
      className="list__rows"
      aria-label={words.list.label(words.views[view], department.name)}
      disallowTypeAhead
      onAction={(id) => navigate({ messageId: String(id), departmentId: department.id, view })}
    >
      <Collection items={rows} dependencies={[session]}>
        {(message) => <MessageRow message={message} />}
      </Collection>
      <GridListLoadMoreItem isLoading={isLoadingOlder} onLoadMore={onOlder} className="list__more">
        {words.loading}
      </GridListLoadMoreItem>
    </GridList>
  );
};
