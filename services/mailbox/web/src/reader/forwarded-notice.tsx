import type { Message } from '../../../src/http/api.ts';
import { Notice } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';
import { useSession } from '../session.ts';

/** Whose it was first, and why it is here. */
export const ForwardedNotice = ({
  from: { department, by, at, reason },
}: {
  from: NonNullable<Message['forwardedFrom']>;
}) => {
  const { words } = useSession();
  return (
    <Notice tone="plain">
      <p className="notice__what">
        <bdi>{words.reader.forwardedFrom(department)}</bdi>
      </p>
      {reason && (
        <p>
          <bdi>{reason}</bdi>
        </p>
      )}
      <p>
        <bdi>{by.name}</bdi>, <Time iso={at} />
      </p>
    </Notice>
  );
};
