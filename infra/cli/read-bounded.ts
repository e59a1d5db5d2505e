import { open } from 'node:fs/promises';

/** One byte more than a file may have says that it has too many; the rest isn't read. */
export const readBounded = async (path: string, mostBytes: number): Promise<Buffer> => {
  await using file = await open(path);
  const stat = await file.stat();
  // a pipe or a terminal has no size, and no places to read from
  const isFile = stat.isFile();
  const most = Buffer.alloc(isFile ? Math.min(stat.size, mostBytes + 1) : mostBytes + 1);
  let length = 0;
  while (length < most.byteLength) {
    const { bytesRead } = await file.read(
      most,
      length,
      most.byteLength - length,
      isFile ? length : null,
    );
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return most.subarray(0, length);
};
