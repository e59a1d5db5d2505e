import { SquarePen } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { outgoingViews, type OutgoingView } from './outgoing-views.ts';
import { outgoingIcons } from './view-icons.ts';

/** The way to write one. */
export const RailWrite = () => {
  const { words, department } = useSession();
  const { write, isPending } = useNewDraft();
  if (!department.sending.canSend) return null;
  return (
    <Button
      className="button rail__write"
      aria-label={words.sending.write}
      data-pending={isPending || undefined}
      onPress={write}
    >
      <SquarePen className="icon" aria-hidden />
      <span className="rail__word">{words.sending.write}</span>
    </Button>
  );
};

const Link = ({ view }: { view: OutgoingView }) => {
  const { kind, word, count, route } = view;
  const { outgoing } = useSession();
  const Icon = outgoingIcons[kind];
  return (
    <RouteLink
      route={route}
      className={`rail__view rail__view--${kind}`}
      aria-current={outgoing?.kind === kind ? 'page' : undefined}
      title={word}
    >
      <Icon className="icon" aria-hidden />
      <span className="rail__word">{word}</span>
      {count && (
        <span className={`rail__count rail__count--${count.tone}`} title={count.word}>
          {count.n}
        </span>
      )}
    </RouteLink>
  );
};

/** What was sent, what is being written, and to whom one writes. */
export const RailOutgoing = () => {
  const { words, department, view } = useSession();
  return (
    <div className="rail__outgoing">
      {outgoingViews(department, view, words).map((each) => (
        <Link key={each.kind} view={each} />
      ))}
    </div>
  );
};
