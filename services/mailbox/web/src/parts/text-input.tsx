import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useSession } from '../session.ts';

/** A labelled field that must be filled in, and with more than blanks, unless it need not be. */
export const TextInput = ({
  label,
  hint,
  value,
  onChange,
  maxLength,
  isLong = false,
  isOptional = false,
  hasFocus = false,
  check,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  isLong?: boolean;
  isOptional?: boolean;
  hasFocus?: boolean;
  /** What is wrong with what was filled in. */
  check?: (text: string) => string | null;
}) => {
  const { words } = useSession();
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      isRequired={!isOptional}
      validate={(text) =>
        !isOptional && text.trim() === '' ? words.fillIn : (check?.(text) ?? null)
      }
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
      {/* The browser's sentence would be in the browser's language. */}
      <FieldError className="field__error">
        {(value.trim() !== '' && check?.(value)) || words.fillIn}
      </FieldError>
    </TextField>
  );
};
