import { CoverChoice, CoverFields } from './cover-fields.tsx';
import { Attachments } from './attachments.tsx';
import type { Trouble } from './compose-problem.ts';
import { useComposeWords } from './compose-words.ts';
import { Field } from './field.tsx';
import { FormNotices } from './form-notices.tsx';
import { NearMissNotice } from './near-miss-notice.tsx';
import { RecipientField } from './recipient-field.tsx';
import { ReferralStepChoice } from './referral-step-choice.tsx';
import { Sharpness } from './sharpness.tsx';
import { useWriting } from './use-composition.ts';
import { WayNotice } from './way-notice.tsx';

/** What a person fills in, in the order in which one thinks of it. */
export const WritingForm = ({ trouble }: { trouble: Trouble | null }) => {
  const compose = useComposeWords();
  const { cover } = useWriting().written;
  return (
    <div className="writing">
      <FormNotices trouble={trouble} />
      <div className="writing__to">
        <div className="writing__pair">
          <div className="writing__recipient">
            <RecipientField trouble={trouble} />
            <NearMissNotice />
          </div>
          {cover && (
            <Field
              name="recipientName"
              label={compose.recipientName}
              hint={compose.recipientNameHint}
            />
          )}
        </div>
        <WayNotice />
      </div>
      <ReferralStepChoice />
      <CoverChoice />
      {cover && <CoverFields />}
      <Attachments trouble={trouble} />
      <Sharpness />
    </div>
  );
};
