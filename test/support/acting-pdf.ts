import { encodeG4 } from '@kuvert/fax-document/ccitt/encode-g4';
import { streamText, writeRaw } from '@kuvert/fax-document/testing/raw-pdf';
import { decodeTiffPages } from '@kuvert/fax-document/tiff/decode-pages';

/** A fax's first page as a PDF in which a script, two links and an attached file are, and whose end is broken. */
export const actingPdf = (tiff: Uint8Array): Uint8Array => {
  const [page] = decodeTiffPages(tiff);
  if (!page) throw new Error('the fax has no page');
  const { width, height } = page;
  const parameters = `/DecodeParms<</K -1/Columns ${width}/Rows ${height}>>`;
  const image = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode${parameters}`;
  const link = (address: string): string =>
    `<</Type/Annot/Subtype/Link/Rect[50 50 200 70]/Border[0 0 0]/A<</S/URI/URI(https://${address}/)>>>>`;
  const pdf = writeRaw({
    objects: {
      1: '<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R/Names<</EmbeddedFiles<</Names[(a)9 0 R]>>>>>>',
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R/Annots[7 0 R 8 0 R]>>',
      4: streamText('q 595 0 0 842 0 0 cm /I Do Q'),
      5: streamText(Buffer.from(encodeG4(page)).toString('latin1'), image),
      6: '<</S/JavaScript/JS(app.alert\\("Hej"\\))>>',
      7: link('clinic.example'),
      8: link('maps.example'),
      9: '<</Type/Filespec/F(a.txt)/EF<</F 10 0 R>>>>',
      10: streamText('Hej', '/Type/EmbeddedFile'),
    },
  });
  return pdf.subarray(0, pdf.lastIndexOf('trailer'));
};
