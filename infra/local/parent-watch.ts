const everyMs = 500;

/** Calls `gone` once when the process that started us has ended: a killed npx or pnpm leaves no house behind. */
export const untilParentGone = (gone: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
};
