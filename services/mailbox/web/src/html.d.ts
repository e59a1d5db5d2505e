/** HTML that is safe to send: made by `html` alone, never by hand. */
export declare class Html {
  readonly text: string;
  constructor(text: string);
}
export type HtmlPart = string | number | Html | readonly Html[] | null | undefined | false;
export declare const escapeHtml: (text: string) => string;
/** Template tag: everything put in is escaped, unless it was made by `html` itself. Attributes must be quoted. */
export declare const html: (strings: TemplateStringsArray, ...parts: HtmlPart[]) => Html;
/** A value for `<script type="application/json">`: no `<` can end the element or open a comment. */
export declare const jsonForScript: (value: unknown) => Html;
