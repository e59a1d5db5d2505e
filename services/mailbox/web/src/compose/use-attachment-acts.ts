import type { Attachment } from '../../../src/http/api.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { useServices } from '../services.ts';
import { useComposeWords } from './compose-words.ts';
import { useComposition, useWriting } from './use-composition.ts';

/** Removes what is attached and puts it in another order, and says so. */
export const useAttachmentActs = () => {
  const { sendingApi, announcer } = useServices();
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { draft } = useWriting();
  const tellProblem = useTellProblem();
  const remove = async ({ id, name }: Attachment): Promise<void> => {
    try {
      writer.took(await sendingApi.detach(draft.id, id));
      announcer.say(compose.removed(name));
    } catch (error) {
      tellProblem(error);
    }
  };
  return {
    count: draft.attachments.length,
    move: ({ id, name }: Attachment, place: number) => {
      const others = draft.attachments.map((each) => each.id).filter((each) => each !== id);
      writer.reorder(others.toSpliced(place, 0, id));
      announcer.say(compose.moved(name, place + 1));
    },
    remove: (attachment: Attachment) => void remove(attachment),
  };
};
