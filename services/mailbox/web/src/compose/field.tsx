import { sendingLimits } from '@kuvert/shared/sending/limits';
import type { ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useComposeWords } from './compose-words.ts';
import { useComposition, useWriting } from './use-composition.ts';
import type { LimitedField } from './written.ts';

/** One text of the draft. What is too long stays and says so: cut off, it would be lost. */
export const Field = ({
  name,
  label,
  hint,
  problem,
  rows,
}: {
  name: LimitedField;
  label: string;
  hint?: ReactNode;
  problem?: string | null;
  /** More than one line. */
  rows?: number;
}) => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { written, tooLong } = useWriting();
  const most = sendingLimits[name];
  const error = tooLong.includes(name)
    ? `${compose.tooLong(most)} (${written[name].length})`
    : (problem ?? null);
  return (
    <TextField
      className="field"
      name={name}
      value={written[name]}
      onChange={(value) => writer.write({ [name]: value })}
      isInvalid={error !== null}
      autoComplete="off"
    >
      <Label className="field__label">{label}</Label>
      {rows ? (
        <TextArea className="field__input composer__message" rows={rows} />
      ) : (
        <Input className="field__input" />
      )}
      <FieldError className="field__error">{error}</FieldError>
      {hint && error === null && (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      )}
    </TextField>
  );
};
