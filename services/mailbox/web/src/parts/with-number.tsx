/** A sentence with a number in it, which stands on one line: broken at its hyphen it reads as two. */
export const WithNumber = ({ text, number }: { text: string; number: string }) => {
  const at = text.lastIndexOf(number);
  if (number === '' || at < 0) return <bdi>{text}</bdi>;
  return (
    <bdi>
      {text.slice(0, at)}
      <span className="unbroken">{number}</span>
      {text.slice(at + number.length)}
    </bdi>
  );
};
