import { onePage, streamText, writeRaw } from './raw-pdf.ts';

/** A page with nothing but a picture whose bytes its filter can't decode. */
export function brokenPicturePdf(filter: 'JPXDecode' | 'DCTDecode' | 'JBIG2Decode'): Buffer {
  const kind = '/Type/XObject/Subtype/Image/Width 99/Height 99/ColorSpace/DeviceGray';
  const bits = filter === 'JBIG2Decode' ? 1 : 8;
  const page = onePage({ form: 'q 100 0 0 100 0 0 cm /I Do Q' });
  const objects = {
    ...page,
    3: page[3]!.replace('/Resources<<', '/Resources<</XObject<</I 6 0 R>>'),
    6: streamText('no picture at all', `${kind}/BitsPerComponent ${bits}/Filter/${filter}`),
  };
  return writeRaw({ objects });
}
