const everyMs = 15_000;

/** Says that something has come; nothing is reloaded by itself, since somebody may be writing. */
export const watchNews = (): void => {
  const known = document.body.dataset['newest'];
  const place = document.querySelector('#news');
  const words = document.querySelector<HTMLTemplateElement>('#news-words');
  if (known === undefined || !place || !words) return;
  const look = async (): Promise<void> => {
    const answer = await fetch('/newest', { headers: { 'x-kuvert-background': '1' } });
    if (!answer.ok) return;
    const { newest } = (await answer.json()) as { readonly newest: string };
    if (newest === known) return;
    clearInterval(timer);
    place.append(words.content.cloneNode(true));
  };
  // an answer that doesn't come is asked for again the next time
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
};
