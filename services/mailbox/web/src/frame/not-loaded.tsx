import { Button } from 'react-aria-components';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';

/** In the place of a part that did not come. */
export const NotLoaded = () => {
  const { words } = useSession();
  return (
    <Notice tone="failed" role="alert">
      <p>{words.sending.notLoaded}</p>
      <Button className="button button--small" onPress={() => location.reload()}>
        {words.tryAgain}
      </Button>
    </Notice>
  );
};
