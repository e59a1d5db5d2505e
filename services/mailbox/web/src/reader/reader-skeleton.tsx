import { useSession } from '../session.ts';

/** The shape of a message; seen only when it takes longer than 200 ms (in the style sheet). */
export const ReaderSkeleton = () => {
  const { words } = useSession();
  return (
    <div role="status" aria-label={words.loading}>
      <header className="reader__head">
        <div className="reader__title">
          <span className="ghost ghost--half" />
        </div>
        <div className="toolbar toolbar--ghost">
          <span className="ghost ghost--half" />
        </div>
      </header>
    </div>
  );
};
