import { deflateSync } from 'node:zlib';

import { ADVANCE, glyphlessFont, THE_GLYPH, UNITS_PER_EM } from './glyphless-font.ts';
import { hex4, type LayerCharacters } from './layer-characters.ts';
import type { ObjectSink } from './object-sink.ts';

const NAME = 'GlyphLess';
/** Font flags (ISO 32000-1 table 123): every character as wide, and no standard Latin letters. */
const FIXED_PITCH = 1;
const SYMBOLIC = 4;
/** CMaps have at most a hundred mappings in a block (Adobe Technical Note 5014). */
const BLOCK = 100;

const FONT = glyphlessFont();
const PACKED_FONT = deflateSync(FONT);

/**
 * Puts the layer's font and returns a reference to it: a Type 0 font with Identity-H, an embedded
 * program, a glyph for every code, and a character for every code (ISO 19005-2 clause 6.2.11).
 */
export function putLayerFont(sink: ObjectSink, characters: LayerCharacters): string {
  const packed = '/Filter/FlateDecode';
  const program = sink.putStream(`${packed}/Length1 ${FONT.length}`, PACKED_FONT);
  const metrics = `/ItalicAngle 0/Ascent ${UNITS_PER_EM}/Descent -1/CapHeight ${UNITS_PER_EM}/StemV 80`;
  const box = `/FontBBox[0 -1 ${ADVANCE} ${UNITS_PER_EM}]`;
  const flags = `/Flags ${FIXED_PITCH | SYMBOLIC}`;
  const descriptor = sink.put(
    `<</Type/FontDescriptor/FontName/${NAME}${flags}${box}${metrics}/FontFile2 ${program}>>`,
  );
  const glyphs = sink.putStream(packed, deflateSync(glyphMap(characters)));
  const system = '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>';
  const widths = `/DW ${ADVANCE}/CIDToGIDMap ${glyphs}`;
  const descendant = sink.put(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${NAME}${system}/FontDescriptor ${descriptor}${widths}>>`,
  );
  const unicode = sink.putStream(packed, deflateSync(Buffer.from(toUnicode(characters))));
  return sink.put(
    `<</Type/Font/Subtype/Type0/BaseFont/${NAME}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${unicode}>>`,
  );
}

/** ISO 32000-1 table 117: two bytes a CID. CID 0 alone has glyph 0. */
function glyphMap({ all }: LayerCharacters): Buffer {
  const map = Buffer.alloc(2 * (all.length + 1));
  for (let cid = 1; cid <= all.length; cid++) map.writeUInt16BE(THE_GLYPH, 2 * cid);
  return map;
}

/** ISO 32000-1 clause 9.10.3. */
function toUnicode({ all }: LayerCharacters): string {
  const mappings = all.map((character, index) => `<${hex4(index + 1)}><${utf16(character)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < mappings.length; at += BLOCK) {
    const block = mappings.slice(at, at + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('')}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

const utf16 = (character: string): string =>
  Buffer.from(character, 'utf16le').swap16().toString('hex');
