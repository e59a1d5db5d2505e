import { useComposeWords } from './compose-words.ts';
import { isAboutNumber, problemWords, type Trouble } from './compose-problem.ts';
import { Field } from './field.tsx';
import { useComposition, useWriting } from './use-composition.ts';
import { useSession } from '../session.ts';

/** The number: as one writes it here, and in full once it is understood. */
export const RecipientField = ({ trouble }: { trouble: Trouble | null }) => {
  const { words } = useSession();
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { draft, written, numberProblem } = useWriting();
  const { to, from, replyTo } = draft;
  const isEmpty = written.number.trim() === '';
  const isUnderstood = to !== null && to.national === written.number;
  // What was refused when one sent is mended as soon as a number stands there.
  const refused = trouble && isAboutNumber(trouble.code) && isEmpty ? trouble.code : null;
  const code = numberProblem ?? refused;
  const hint = isUnderstood ? (
    <>
      {to.full !== to.national && <bdi>{to.full}. </bdi>}
      {from && <bdi>{compose.from(from.national)}</bdi>}
    </>
  ) : replyTo && !replyTo.from.national && isEmpty ? (
    compose.toWithheld
  ) : (
    compose.toHint
  );
  return (
    <Field
      name="number"
      label={compose.to}
      type="tel"
      hint={hint}
      problem={code && problemWords(code, compose, words)}
      onBlur={writer.settleNumber}
    />
  );
};
