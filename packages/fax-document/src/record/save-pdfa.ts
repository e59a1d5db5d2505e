import { PDFHexString, PDFName, PDFString, type PDFDocument } from 'pdf-lib';

import { pdfDate } from '../pdf/document-time.ts';
import { greyProfile } from '../pdf/grey-profile.ts';
import { CREATOR_TOOL, xmpPacket, type DocumentInfo } from '../pdf/xmp.ts';

/**
 * A document whose faces are embedded and whose colours are all DeviceGray, saved with what else ISO 19005-2 asks for: an
 * identifier (clause 6.1.3), a grey output intent (6.2.3), metadata that say the same in both places (6.6).
 */
export async function savePdfA(pdf: PDFDocument, info: DocumentInfo): Promise<Uint8Array> {
  const { context, catalog } = pdf;
  const profile = context.register(context.flateStream(greyProfile(), { N: 1 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('Custom'),
    Info: PDFString.of('Grey, gamma 2.2'),
    DestOutputProfile: profile,
  });
  // Metadata are not packed, so that whoever searches files finds them.
  const metadata = context.stream(xmpPacket(info), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(metadata));
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]));
  if (info.language !== undefined) catalog.set(PDFName.of('Lang'), PDFString.of(info.language));
  const properties = context.obj({
    Title: PDFHexString.fromText(info.title),
    Creator: PDFString.of(CREATOR_TOOL),
    ...(info.time === undefined ? {} : { CreationDate: PDFString.of(pdfDate(info.time)) }),
  });
  context.trailerInfo.Info = context.register(properties);
  const ids = [info.documentId, info.instanceId].map((id) => PDFHexString.of(id));
  context.trailerInfo.ID = context.obj(ids);
  return pdf.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
}
