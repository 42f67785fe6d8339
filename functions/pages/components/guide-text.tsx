import type { OnScreen } from '../../../schemas/framing.ts';

/** A sentence of the guide, with a hint where it speaks of paper. */
export const GuideText = ({ text, onScreen }: { text: string; onScreen: OnScreen }) => (
  <>
    {text}
    {onScreen
      .filter(({ word }) => text.includes(word))
      .map(({ word, meaning }) => (
        <span class="on-screen" key={word}>
          {' '}
          [À l’écran&nbsp;: {meaning}.]
        </span>
      ))}
  </>
);
