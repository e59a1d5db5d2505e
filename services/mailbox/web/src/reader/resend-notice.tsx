import { Button } from 'react-aria-components';
import type { Message, Resend } from '../../../src/http/api.ts';
import { useDenyResend } from '../api/use-deny-resend.ts';
import { handlingMark } from '../list/marks.ts';
import { Notice } from '../parts/notice.tsx';
import { useMayHandle } from '../parts/use-may-handle.ts';
import { RouteLink } from '../route/route-link.tsx';
import { useSession } from '../session.ts';
import { shortTime } from '../time/format-time.ts';

/** That this fax came twice, what became of the other one, and a way to say that it did not. */
export const ResendNotice = ({ message }: { message: Message }) => (
  <>
    {message.resends.map((resend) => (
      <Pair key={resend.id} message={message} resend={resend} />
    ))}
  </>
);

const Pair = ({ message, resend }: { message: Message; resend: Resend }) => {
  const { me, now, words } = useSession();
  const { deny, isPending } = useDenyResend(message);
  const mayHandle = useMayHandle();
  const time = shortTime(resend.receivedAt, now, me);
  const { denied, isEarlier, exact, handling } = resend;
  const sentence = denied
    ? words.resend.notTheSame(time)
    : isEarlier
      ? words.resend.ofEarlier(time)
      : words.resend.sentAgain(time);
  const state = handlingMark(handling, me.person.id, words).word;
  return (
    <Notice tone="plain">
      <p className={denied ? undefined : 'notice__what'}>{sentence}</p>
      {!denied && (
        <p>
          {exact ? words.resend.exact : words.resend.alike}{' '}
          {isEarlier ? words.resend.earlierIs(state) : words.resend.laterIs(state)}
        </p>
      )}
      <div className="notice__actions">
        <RouteLink
          className="button button--small"
          route={{ messageId: resend.id, departmentId: message.departmentId, view: 'all' }}
        >
          {isEarlier ? words.resend.openEarlier : words.resend.openLater}
        </RouteLink>
        {mayHandle && (
          <Button
            className="button button--small"
            data-pending={isPending || undefined}
            onPress={() => deny(resend.id, !denied)}
          >
            {denied ? words.resend.theSame : words.resend.deny}
          </Button>
        )}
      </div>
    </Notice>
  );
};
