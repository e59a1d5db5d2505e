import type { View } from '../../../src/http/api.ts';

/** Keys of the query cache; a prefix names all below it. */
export const keys = {
  me: ['me'] as const,
  messagesOf: (departmentId: string) => ['messages', departmentId] as const,
  messages: (departmentId: string, view: View) => ['messages', departmentId, view] as const,
  message: (id: string) => ['message', id] as const,
  text: (id: string) => ['text', id] as const,
  reading: (id: string) => ['reading', id] as const,
};
