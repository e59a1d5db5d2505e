import type { Response } from 'express';

const chunk = Buffer.alloc(64 * 1024);

/** Sends a body that doesn't end, for as long as somebody reads it. */
export const sendEndlessly = (response: Response): void => {
  const pump = (): void => {
    while (!response.destroyed && response.write(chunk)) continue;
  };
  response.on('drain', pump);
  pump();
};
