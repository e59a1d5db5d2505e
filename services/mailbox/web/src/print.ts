/** Taller than a sheet by so much is a strip of paper: fitted onto one sheet nobody could read it. */
const longestOnOneSheet = 1.7;

/** Draws all pages, lets long ones run over several sheets, and opens the print dialog. */
const ready = async (image: HTMLImageElement): Promise<void> => {
  await image.decode().catch(() => undefined);
  if (image.naturalHeight > image.naturalWidth * longestOnOneSheet)
    image.classList.add('print__page--long');
};

const images = [...document.querySelectorAll<HTMLImageElement>('img.print__page')];
await Promise.all(images.map(ready));
window.print();
