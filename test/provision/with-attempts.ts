/** Tries again: a free port may be taken between the look and the use. */
export const withAttempts = async <T>(attempt: () => Promise<T>, attempts = 3): Promise<T> => {
  for (let left = attempts; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
};
