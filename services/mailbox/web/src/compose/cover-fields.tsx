import { isOwnSubject, subjectOf } from '@kuvert/shared/referrals/subjects';
import { RadioGroup } from 'react-aria-components';
import { CheckBox } from '../parts/check-box.tsx';
import { useComposeWords } from './compose-words.ts';
import { Field } from './field.tsx';
import { OptionChoices } from './options.tsx';
import { useComposition, useWriting } from './use-composition.ts';
import type { Written } from './written.ts';

const languages = ['sv', 'da', 'en'] as const;

const Language = () => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { language, referralStep, subject } = useWriting().written;
  const choose = (chosen: Written['language']) =>
    writer.write({
      language: chosen,
      ...(isOwnSubject(subject) && { subject: subjectOf(referralStep, chosen) }),
    });
  return (
    <RadioGroup
      className="options"
      aria-label={compose.coverLanguage}
      value={language}
      orientation="horizontal"
      // The group offers these languages and no others.
      onChange={(chosen) => choose(chosen as Written['language'])}
    >
      <OptionChoices
        options={languages.map((value) => ({ value, word: compose.coverLanguages[value] }))}
      />
    </RadioGroup>
  );
};

/** Whether there is a cover sheet, and in which language. */
export const CoverChoice = () => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { cover } = useWriting().written;
  return (
    <div className="field">
      <div className="cover">
        <CheckBox isSelected={cover} onChange={(chosen) => writer.write({ cover: chosen })}>
          <span className="field__label">{compose.cover}</span>
        </CheckBox>
        {cover && <Language />}
      </div>
      <p className="field__hint">{cover ? compose.coverHint : compose.noCover}</p>
    </div>
  );
};

/** What stands on the cover sheet. */
export const CoverFields = () => {
  const compose = useComposeWords();
  return (
    <>
      <Field name="subject" label={compose.subject} hint={compose.subjectHint} />
      <Field name="message" label={compose.message} rows={8} />
    </>
  );
};
