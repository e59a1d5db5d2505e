import { useState } from 'react';
import { ApiError } from '../api/api-error.ts';

const codeOf = (error: Error | null): string => (error instanceof ApiError ? error.code : '');

const isSecondLook = (code: string): boolean => code.startsWith('second-look-');

/** Sends; when the number is new to the department, its last digits are asked for first. */
export const useSecondLook = (error: Error | null, send: (lastDigits: string | null) => void) => {
  const code = codeOf(error);
  // From the server's question on, until it is answered or let be.
  const [isOpen, setOpen] = useState(true);
  // While the answer is on its way there is no error.
  const [wasAsked, setAsked] = useState(false);
  if (isSecondLook(code) && !wasAsked) setAsked(true);
  if (error && !isSecondLook(code) && wasAsked) setAsked(false);
  return {
    isAsking: wasAsked && isOpen,
    isWrong: code === 'second-look-wrong',
    begin: () => {
      setAsked(false);
      setOpen(true);
      send(null);
    },
    answer: (lastDigits: string) => send(lastDigits),
    close: () => setOpen(false),
  };
};
