import { DialogBox } from '../parts/dialog.tsx';
import { useSession } from '../session.ts';

/** Says that one has been logged out, and leads back to this very place. */
export const SessionEnded = () => {
  const { words } = useSession();
  const here = encodeURIComponent(location.pathname + location.search);
  return (
    <DialogBox title={words.session.title}>
      <p>{words.session.text}</p>
      <div className="dialog__actions">
        <a className="button button--primary" href={`/login?return=${here}`}>
          {words.session.logIn}
        </a>
      </div>
    </DialogBox>
  );
};
