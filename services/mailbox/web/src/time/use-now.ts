import { useEffect, useState } from 'react';

/** The time, once a minute: "07:41" becomes "yesterday 07:41" in a window that stays open. */
export const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
