import { useState, type FormEvent } from 'react';
import type { Actor, Restriction } from '../../../src/http/api.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { DialogBox } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { useSession } from '../session.ts';
import { restrictionWords } from './restriction-words.ts';
import { useRestrict, useRestriction } from './use-restriction.ts';

const longestReason = 500;

const Choices = ({
  title,
  among,
  chosen,
  onChange,
}: {
  title: string;
  among: readonly Actor[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) => (
  <fieldset className="field named">
    <legend className="field__label">{title}</legend>
    <div className="named__choices">
      {among.map(({ id, name }) => (
        <CheckBox
          key={id}
          isSelected={chosen.includes(id)}
          onChange={(isChosen) =>
            onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        >
          <bdi>{name}</bdi>
        </CheckBox>
      ))}
    </div>
  </fieldset>
);

const RestrictForm = ({
  messageId,
  restriction: { restricted, may, handlers },
  cameTwice,
  onClose,
}: {
  messageId: string;
  restriction: Restriction;
  cameTwice: boolean;
  onClose: () => void;
}) => {
  const { me } = useSession();
  const words = restrictionWords(me.locale);
  const { act, isPending } = useRestrict(messageId);
  const takesOver = may === 'take-over';
  const named = restricted?.named.map(({ id }) => id) ?? [];
  const mine = takesOver || !restricted ? [me.person.id] : [];
  const [chosen, setChosen] = useState<readonly string[]>([...new Set([...named, ...mine])]);
  const [reason, setReason] = useState('');
  const people = handlers.filter(({ kind }) => kind === 'person');
  const systems = handlers.filter(({ kind }) => kind === 'system');
  const someone = people.some(({ id }) => chosen.includes(id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!someone) return;
    const before = restricted ? { people: named } : null;
    // what one gave away, or took, can't be undone as if it had not been
    const canUndo = !takesOver && chosen.includes(me.person.id);
    const change = { people: [...chosen], ...(takesOver && { reason: reason.trim() }) };
    act(change, canUndo ? before : undefined, onClose);
  };
  return (
    <form className="dialog__form" onSubmit={submit}>
      <p>{words.hint}</p>
      <p>{words.later}</p>
      <Choices title={words.handlers} among={people} chosen={chosen} onChange={setChosen} />
      {systems.length > 0 && (
        <Choices title={words.systems} among={systems} chosen={chosen} onChange={setChosen} />
      )}
      <div aria-live="polite">
        {!someone && <p className="field__error">{words.nobody}</p>}
        {someone && !chosen.includes(me.person.id) && (
          <Notice tone="attention">
            <p>{words.withoutYou}</p>
          </Notice>
        )}
        {cameTwice && (
          <Notice tone="plain">
            <p>{words.twice}</p>
          </Notice>
        )}
      </div>
      {takesOver && (
        <TextInput
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={longestReason}
          isLong
          hasFocus
        />
      )}
      <DialogActions
        verb={takesOver ? words.takeOverVerb : words.verb}
        isPending={isPending}
        onCancel={onClose}
      />
    </form>
  );
};

/** Which handlers of the department shall be able to open a message. */
export const RestrictDialog = ({
  messageId,
  cameTwice = false,
  onClose,
}: {
  messageId: string;
  /** A fax that is probably the same is there. */
  cameTwice?: boolean;
  onClose: () => void;
}) => {
  const { me, words: shared } = useSession();
  const words = restrictionWords(me.locale);
  const { data, error } = useRestriction(messageId);
  return (
    <DialogBox
      title={data?.may === 'take-over' ? words.takeOverTitle : words.title}
      onClose={onClose}
    >
      {data ? (
        <RestrictForm
          messageId={messageId}
          restriction={data}
          cameTwice={cameTwice}
          onClose={onClose}
        />
      ) : (
        <p role="status">{error ? words.failed : shared.loading}</p>
      )}
    </DialogBox>
  );
};
