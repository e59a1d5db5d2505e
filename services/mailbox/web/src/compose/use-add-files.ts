import type { DropItem } from 'react-aria-components';
import { toast } from '../frame/toast-queue.ts';
import { useServices } from '../services.ts';
import { useComposeWords } from './compose-words.ts';
import { useComposition } from './use-composition.ts';

/** Attaches files that were picked or dropped. */
export const useAddFiles = () => {
  const { uploads } = useComposition();
  const { toasts } = useServices();
  const compose = useComposeWords();
  return {
    fromPicker: (files: FileList | null) => uploads.add([...(files ?? [])]),
    fromDrop: async (items: readonly DropItem[]) => {
      if (items.some(({ kind }) => kind === 'directory'))
        toast(toasts, { text: compose.noFolders });
      const files = items.filter((item) => item.kind === 'file');
      uploads.add(await Promise.all(files.map((item) => item.getFile())));
    },
  };
};
