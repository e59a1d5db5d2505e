import { useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button, FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { ApiError } from '../api/api-error.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { navigate } from '../route/use-route.ts';
import { useIncidentApi } from '../api/incident-api.ts';
import { useSession } from '../session.ts';
import { useIncidentWords } from './incident-words.ts';

const form = /^[0-9a-z]{4}[- ]?[0-9a-z]{4}$/i;

/** From the code that a wrong receiver reads out to what was sent. */
export const FindByCode = () => {
  const incidentApi = useIncidentApi();
  const { view } = useSession();
  const { code: words } = useIncidentWords();
  const tellProblem = useTellProblem();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: incidentApi.byCode,
    onSuccess: ({ id, departmentId }) =>
      navigate({
        messageId: null,
        departmentId,
        view,
        outgoing: { kind: 'sent', show: 'all', sendingId: id },
      }),
    onError: (error) => {
      if (error instanceof ApiError && error.status === 404) setProblem(words.none);
      else tellProblem(error);
    },
  });
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (!form.test(code.trim())) setProblem(words.wrong);
    else if (!isPending) mutate(code.trim());
  };
  return (
    <form className="find-code" onSubmit={find} noValidate>
      <TextField
        className="field"
        value={code}
        onChange={(text) => {
          setCode(text);
          setProblem(null);
        }}
        isInvalid={problem !== null}
        maxLength={20}
        autoComplete="off"
      >
        <Label className="field__label">{words.label}</Label>
        <span className="find-code__line">
          <Input className="field__input" placeholder="K7Q4-M2XP" spellCheck={false} />
          <Button type="submit" className="button" data-pending={isPending || undefined}>
            <Search className="icon icon--small" aria-hidden />
            {words.find}
          </Button>
        </span>
        <FieldError className="field__error">{problem}</FieldError>
        {problem === null && (
          <Text slot="description" className="field__hint">
            {words.hint}
          </Text>
        )}
      </TextField>
    </form>
  );
};
