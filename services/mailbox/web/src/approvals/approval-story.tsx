import { CircleX, SendHorizontal, Stamp, Undo2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button } from 'react-aria-components';
import type { Approval } from '../../../src/http/api.ts';
import { composeWordsFor } from '../words/outgoing-words.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { WithNumber } from '../parts/with-number.tsx';
import { useReason } from '../parts/reason-choice.tsx';
import { useSession } from '../session.ts';
import { useApprovalsWords } from './approvals-words.ts';
import { useApprovalActs } from './use-approval-acts.ts';
import { useMayHandle } from '../parts/use-may-handle.ts';

const DeclineDialog = ({
  isPending,
  onDecline,
  onClose,
}: {
  isPending: boolean;
  onDecline: (reason: string) => void;
  onClose: () => void;
}) => {
  const words = useApprovalsWords();
  const { reason, field } = useReason({
    label: words.why,
    reasons: words.reasons,
    other: words.whyOther,
    otherLabel: words.whyOtherLabel,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDecline(reason);
  };
  return (
    <DialogBox title={words.decline} onClose={onClose}>
      <form className="dialog__form" onSubmit={submit}>
        {field}
        <p className="field__hint">{words.whyHint}</p>
        <DialogActions verb={words.decline} isPending={isPending} onCancel={onClose} />
      </form>
    </DialogBox>
  );
};

/** Known numbers that this one is but for a slip of the hand, and whose it may be. */
const Known = ({ recipient }: Pick<Approval, 'recipient'>) => {
  const { me } = useSession();
  const words = useApprovalsWords();
  const { secondLook, nearMiss } = composeWordsFor(me.locale);
  const { contact, nearMisses } = recipient;
  return (
    <>
      {contact && (
        <p>
          <bdi>{words.contact(contact.name)}</bdi>
        </p>
      )}
      {nearMisses.length > 0 && (
        <Notice tone="damaged">
          {nearMisses.map(({ number, name, slip }) => (
            <p key={number.full}>
              <WithNumber
                text={secondLook.near(name ?? nearMiss.earlier, number.national)}
                number={number.national}
              />{' '}
              {nearMiss.slips[slip]}
            </p>
          ))}
        </Notice>
      )}
    </>
  );
};

/** What one says of it: after the pages, since one looks at them first. */
export const ApprovalActs = ({ approval }: { approval: Approval }) => {
  const words = useApprovalsWords();
  const { isPending, approve, decline, takeBack } = useApprovalActs(approval);
  const [isDeclining, setDeclining] = useState(false);
  const pending = isPending || undefined;
  const mayHandle = useMayHandle();
  if (!mayHandle) return null;
  if (approval.isOwn)
    return (
      <Button className="button" data-pending={pending} onPress={() => takeBack()}>
        <Undo2 className="icon" aria-hidden />
        {words.takeBack}
      </Button>
    );
  return (
    <>
      <Button className="button button--primary" data-pending={pending} onPress={() => approve()}>
        <SendHorizontal className="icon" aria-hidden />
        <WithNumber text={words.approve(approval.to.national)} number={approval.to.national} />
      </Button>
      <Button className="button" data-pending={pending} onPress={() => setDeclining(true)}>
        <CircleX className="icon" aria-hidden />
        {words.decline}
      </Button>
      {isDeclining && (
        <DeclineDialog
          isPending={isPending}
          onDecline={(reason) => decline(reason)}
          onClose={() => setDeclining(false)}
        />
      )}
    </>
  );
};

/** What one is asked, and the number large. */
export const ApprovalStory = ({ approval }: { approval: Approval }) => {
  const words = useApprovalsWords();
  const { to, askedBy, isOwn, replyTo, recipient } = approval;
  return (
    <div className="story approval">
      <div className="story__head">
        <Stamp className="icon" aria-hidden />
        <div>
          <p className="story__what">{isOwn ? words.waitsOwn : words.waits}</p>
          <p>
            <bdi>{isOwn ? words.whatOwn : words.what(askedBy.name)}</bdi>
          </p>
        </div>
      </div>
      <p className="approval__number">
        <bdi>{to.national}</bdi>
      </p>
      <Known recipient={recipient} />
      {!isOwn && <p>{replyTo ? words.todoAnswer : words.todo}</p>}
    </div>
  );
};
