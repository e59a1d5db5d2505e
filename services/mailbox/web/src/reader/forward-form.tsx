import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { keys } from '../api/keys.ts';
import { CheckBox } from '../parts/check-box.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { Notice } from '../parts/notice.tsx';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import type { ActionDialogProps } from './register-dialog.tsx';
import { useAskingWords } from './asking-words.ts';

const longestReason = 500;

/** The department that it is for. */
export const ForwardForm = ({ isPending, onAct, onClose }: ActionDialogProps) => {
  const { api } = useServices();
  const { department } = useSession();
  const { forward } = useAskingWords();
  const { data, error } = useQuery({ queryKey: keys.departments, queryFn: api.departments });
  const [departmentId, setDepartmentId] = useState('');
  const [reason, setReason] = useState('');
  const [incident, setIncident] = useState(true);
  const choice = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct({ kind: 'forward', departmentId, reason: reason.trim() || undefined, incident });
  };
  return (
    <form className="dialog__form" onSubmit={submit}>
      <Notice tone="plain">
        <p>{forward.warning}</p>
      </Notice>
      {error && (
        <Notice tone="failed" role="alert">
          <p>{forward.failed}</p>
        </Notice>
      )}
      <div className="field">
        <label className="field__label" htmlFor={choice}>
          {forward.department}
        </label>
        {/* The browser's own: it is searched by typing, and fills the screen of a telephone. */}
        <select
          id={choice}
          className="field__input"
          required
          autoFocus
          value={departmentId}
          onChange={(event) => setDepartmentId(event.target.value)}
        >
          <option value="">{forward.choose}</option>
          {data
            ?.filter(({ id }) => id !== department.id)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </div>
      <TextField
        className="field"
        value={reason}
        onChange={setReason}
        maxLength={longestReason}
        autoComplete="off"
      >
        <Label className="field__label">{forward.reason}</Label>
        <Input className="field__input" />
        <Text slot="description" className="field__hint">
          {forward.reasonHint}
        </Text>
      </TextField>
      <CheckBox isSelected={incident} onChange={setIncident}>
        {forward.incident}
      </CheckBox>
      <DialogActions verb={forward.verb} isPending={isPending} onCancel={onClose} />
    </form>
  );
};
