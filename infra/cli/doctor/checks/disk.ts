import { statfs } from 'node:fs/promises';

import type { Check } from '../doctor.ts';
import { ok, warn, wrong } from '../finding.ts';

const GiB = 1024 ** 3;

/** There is room for more faxes, where the objects lie in a folder of this machine. */
export const checkDisk: Check = async ({ objectsFolder }) => {
  if (objectsFolder === undefined) return [];
  const { bavail, blocks, bsize } = await statfs(objectsFolder);
  const free = bavail * bsize;
  const share = bavail / blocks;
  const text = `${(free / GiB).toFixed(1)} GiB (${Math.round(share * 100)} %) free for objects`;
  const todo = 'make room: a full disk refuses faxes';
  if (free < GiB / 4) return [wrong('disk', text, todo)];
  if (free < 2 * GiB || share < 0.05) return [warn('disk', text, todo)];
  return [ok('disk', text)];
};
