import { answeringSteps, mayFollow, type AnsweringStep } from '@kuvert/shared/referrals/states';
import { isOwnSubject, subjectOf } from '@kuvert/shared/referrals/subjects';
import { Label, RadioGroup, Text } from 'react-aria-components';
import { useComposeWords } from './compose-words.ts';
import { OptionChoices } from './options.tsx';
import { useComposition, useWriting } from './use-composition.ts';

/** In the place of a step: it is a message and nothing more. */
const none = 'none' as const;

/** What the answer does with the referral that it answers, once it is sent. */
export const ReferralStepChoice = () => {
  const { referralStep: words } = useComposeWords();
  const { writer } = useComposition();
  const { draft, written } = useWriting();
  const state = draft.replyTo?.referral ?? null;
  if (state === null || state === 'forwarded') return null;
  const { referralStep, language, subject } = written;
  const steps = answeringSteps.filter((step) => step === referralStep || mayFollow(state, step));
  const choose = (step: AnsweringStep | null) =>
    writer.write({
      referralStep: step,
      ...(isOwnSubject(subject) && { subject: subjectOf(step, language) }),
    });
  return (
    <RadioGroup
      className="field"
      value={referralStep ?? none}
      orientation="horizontal"
      onChange={(chosen) => choose(steps.find((step) => step === chosen) ?? null)}
    >
      <Label className="field__label">{words.label}</Label>
      <div className="options">
        <OptionChoices
          options={[...steps, none].map((value) => ({ value, word: words.steps[value] }))}
        />
      </div>
      <Text slot="description" className="field__hint">
        {words.hints[referralStep ?? none]}
      </Text>
    </RadioGroup>
  );
};
