import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';

/** A labelled field that must be filled in. */
export const TextInput = ({
  label,
  hint,
  value,
  onChange,
  maxLength,
  isLong = false,
  hasFocus = false,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  isLong?: boolean;
  hasFocus?: boolean;
}) => (
  <TextField
    className="field"
    value={value}
    onChange={onChange}
    maxLength={maxLength}
    isRequired
    autoFocus={hasFocus}
    autoComplete="off"
  >
    <Label className="field__label">{label}</Label>
    {isLong ? <TextArea className="field__input" rows={3} /> : <Input className="field__input" />}
    {hint && (
      <Text slot="description" className="field__hint">
        {hint}
      </Text>
    )}
    <FieldError className="field__error" />
  </TextField>
);
