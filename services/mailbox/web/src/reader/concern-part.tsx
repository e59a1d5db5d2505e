import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Message } from '../../../src/http/api.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { concernWords } from '../words/concern-words.ts';

/** Whom a registered document concerns: opened, and on record, when somebody asks for it. */
export const ConcernPart = ({ message }: { message: Message }) => {
  const { api } = useServices();
  const words = concernWords(useSession().me.locale);
  const tellProblem = useTellProblem({ 'not-found': words.unsaid });
  const [said, setSaid] = useState<string>();
  if (message.handling.state === 'forwarded') return null;
  if (message.handling.state !== 'registered')
    return <p className="panel__note">{words.unasked}</p>;
  const show = async () => {
    try {
      setSaid((await api.concern(message.id)).personNumber ?? words.nobody);
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <p className="panel__note" aria-live="polite">
      {said ?? (
        <Button className="button button--small" onPress={() => void show()}>
          {words.show}
        </Button>
      )}
    </p>
  );
};
