import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { TextInput } from './text-input.tsx';

const other = 'other';

const Choice = ({ value, word, hasFocus }: { value: string; word: string; hasFocus?: boolean }) => (
  <Radio value={value} className="choice" autoFocus={hasFocus ?? false}>
    <span className="choice__mark" />
    {word}
  </Radio>
);

export interface ReasonWords {
  readonly label: string;
  readonly reasons: readonly string[];
  readonly other: string;
  readonly otherLabel: string;
}

/** The reason, and the field that asks for it: one of the usual ones, or another in one's own words. */
export const useReason = ({ label, reasons, other: otherWord, otherLabel }: ReasonWords) => {
  const [choice, setChoice] = useState(reasons[0] ?? other);
  const [own, setOwn] = useState('');
  const field = (
    <>
      <RadioGroup value={choice} onChange={setChoice} className="field">
        <Label className="field__label">{label}</Label>
        {reasons.map((reason, index) => (
          <Choice key={reason} value={reason} word={reason} hasFocus={index === 0} />
        ))}
        <Choice value={other} word={otherWord} />
      </RadioGroup>
      {choice === other && (
        <TextInput label={otherLabel} value={own} onChange={setOwn} maxLength={500} isLong />
      )}
    </>
  );
  return { reason: choice === other ? own.trim() : choice, field };
};
