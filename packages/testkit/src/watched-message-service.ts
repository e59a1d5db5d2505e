import type { MessageService } from '@kuvert/shared/ports/message-service';

export interface Asked {
  readonly act: keyof MessageService;
  /** Of the message, where one was named. */
  readonly id: string | undefined;
}

export interface WatchedMessageService {
  readonly service: MessageService;
  /** What was asked, in that order. */
  readonly asked: readonly Asked[];
  /** Called before it is asked; what it throws is the answer. */
  onAsked: (asked: Asked) => void;
}

/** A message service of which one sees what it is asked. Its lists name everything twice, the newest first. */
export const watchMessageService = (watched: MessageService): WatchedMessageService => {
  const asked: Asked[] = [];
  const note = (act: Asked['act'], id?: string): void => {
    asked.push({ act, id });
    watch.onAsked({ act, id });
  };
  const watch: WatchedMessageService = {
    asked,
    onAsked: () => undefined,
    service: {
      send: async (message) => {
        note('send', message.data.attributes.messageId);
        return watched.send(message);
      },
      list: async (filter) => {
        note('list');
        const list = await watched.list(filter);
        return { ...list, messages: [...list.messages.toReversed(), ...list.messages] };
      },
      fetch: async (id) => {
        note('fetch', id);
        return watched.fetch(id);
      },
      remove: async (id) => {
        note('remove', id);
        return watched.remove(id);
      },
    },
  };
  return watch;
};
