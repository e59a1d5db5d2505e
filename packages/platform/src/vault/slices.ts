import { setImmediate } from 'node:timers/promises';

/** Some 40 ms of sealing or opening, which are computed on this thread. */
const sliceBytes = 1024 * 1024;

/** Bytes as a stream of slices with room for other work between them: a webhook must not wait for a large fax. */
export const inSlices = (bytes: Uint8Array): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await setImmediate();
      if (at < bytes.byteLength) controller.enqueue(bytes.subarray(at, at + sliceBytes));
      else controller.close();
      at += sliceBytes;
    },
  });
};

/** All of a stream in one piece. */
export const joined = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
