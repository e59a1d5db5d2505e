import { useSession } from '../session.ts';

/** Grey rows; they appear only when the answer takes longer than 200 ms (in the style sheet). */
export const ListSkeleton = () => {
  const { words } = useSession();
  return (
    <div className="list__rows" role="status" aria-label={words.loading}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="row row--ghost">
          <span className="row__line">
            <span className="ghost ghost--half" />
          </span>
          <span className="row__line row__line--meta">
            <span className="ghost ghost--whole" />
          </span>
        </div>
      ))}
    </div>
  );
};
