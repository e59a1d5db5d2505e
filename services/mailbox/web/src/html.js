/** HTML that is safe to send: made by `html` alone, never by hand. */
export class Html {
  text;
  constructor(text) {
    this.text = text;
  }
}
const entities = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text) =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
const render = (part) => {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map((inner) => inner.text).join('');
};
/** Template tag: everything put in is escaped, unless it was made by `html` itself. Attributes must be quoted. */
export const html = (strings, ...parts) =>
  new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
/** A value for `<script type="application/json">`: no `<` can end the element or open a comment. */
export const jsonForScript = (value) =>
  new Html(
    JSON.stringify(value)
      .replaceAll('<', '\\u003c')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  );
//# sourceMappingURL=html.js.map
