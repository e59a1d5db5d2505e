import sharp from 'sharp';

import type { Message } from '@kuvert/mailbox/http/api';
import type { Progress } from '@kuvert/infra/local/progress';

import type { Staff } from '../support/staff.ts';
import { compareBytes, comparePixels } from './compare.ts';

const pictureWidth = 900;
const wordOfSample = 'REFERRAL';

/** What a person does with a fax: looks at every page, downloads both documents, reads its text; each is what was sent. */
export const readFax = async (
  { step }: Progress,
  staff: Staff,
  message: Message,
  tiff: Uint8Array,
): Promise<void> => {
  const pages = message.pages ?? 0;
  await step(`${pages} page pictures`, async () => {
    if (pages === 0) throw new Error('the message has no pages');
    for (let page = 1; page <= pages; page += 1)
      await expectPicture(
        await staff.bytes(`/api/messages/${message.id}/pages/${page}?width=${pictureWidth}`),
      );
  });
  await step('the original, byte for byte', async () =>
    compareBytes('the original', await staff.download(message, 'original'), tiff),
  );
  await step('the PDF, pixel for pixel', async () =>
    comparePixels(await staff.download(message, 'pdf'), tiff),
  );
  await step('the text, read by machine', async () => {
    const { text } = await staff.untilRead(message.id);
    if (text?.state !== 'ready') throw new Error(`the text is ${text?.state ?? 'not there'}`);
    const shown = JSON.stringify(await staff.get(`/api/messages/${message.id}/text`));
    if (!shown.includes(wordOfSample)) throw new Error('the text is not that of the sample');
  });
};

/** @throws Error unless it opens as a picture of the width that was asked for */
const expectPicture = async (bytes: Uint8Array): Promise<void> => {
  const { info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  if (info.width !== pictureWidth) throw new Error(`a page's picture is ${info.width} pixels wide`);
};
