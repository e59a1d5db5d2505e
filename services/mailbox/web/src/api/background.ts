/** Tells apart what the application asks for by itself from what a person's doing asks for. */
export interface Background {
  /** Runs what was not brought about by the person; until it has ended, what is asked for is marked so. */
  quietly(work: () => Promise<unknown>): Promise<void>;
  isQuiet(): boolean;
}

/** The server lets a session run out when all that comes from it for a while is marked. */
export const createBackground = (): Background => {
  let underWay = 0;
  return {
    quietly: async (work) => {
      underWay += 1;
      try {
        await work();
      } finally {
        underWay -= 1;
      }
    },
    isQuiet: () => underWay > 0,
  };
};
