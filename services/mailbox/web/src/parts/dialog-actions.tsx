import { Button } from 'react-aria-components';
import { useSession } from '../session.ts';

/** The verb that sends the form, and the way out. */
export const DialogActions = ({
  verb,
  isPending,
  onCancel,
}: {
  verb: string;
  isPending: boolean;
  onCancel: () => void;
}) => {
  const { words } = useSession();
  return (
    <div className="dialog__actions">
      <Button
        type="submit"
        className="button button--primary"
        data-pending={isPending || undefined}
      >
        {verb}
      </Button>
      <Button className="button" onPress={onCancel}>
        {words.cancel}
      </Button>
    </div>
  );
};
