/** Opens the print dialog once all pages have been drawn. */
const loaded = (image: HTMLImageElement): Promise<void> => image.decode().catch(() => undefined);

const images = [...document.querySelectorAll<HTMLImageElement>('img.print__page')];
await Promise.all(images.map(loaded));
window.print();
