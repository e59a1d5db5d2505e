/** Lets the browser save what lies at an address of ours; the page stays even when the answer is an error. */
export const saveFrom = (url: string): void => {
  const link = document.createElement('a');
  link.href = url;
  // The name comes from the answer's Content-Disposition.
  link.download = '';
  link.click();
};
