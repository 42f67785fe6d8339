/** What the guide's words for a printed page mean on a screen; the words themselves stay as they are. */
const onScreen: readonly (readonly [word: string, meaning: string])[] = [
  ['surligner', 'cochez-les'],
  ['ci-contre', 'ci-dessous'],
  ['cf. page 12', 'sous «\u00a0Mes comptes-rendus\u00a0», en haut de cette page'],
];

/** A sentence of the guide, with a hint where it speaks of paper. */
export const GuideText = ({ text }: { text: string }) => (
  <>
    {text}
    {onScreen
      .filter(([word]) => text.includes(word))
      .map(([word, meaning]) => (
        <span class="on-screen" key={word}>
          {' '}
          [À l’écran&nbsp;: {meaning}.]
        </span>
      ))}
  </>
);
