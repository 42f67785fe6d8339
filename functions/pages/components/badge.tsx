/** A state in a word; the tone only underlines what the word says. */
export const Badge = ({
  tone,
  children,
}: {
  tone: 'neutral' | 'info' | 'success' | 'warning' | 'error';
  children: string;
}) => <span class={`badge ${tone}`}>{children}</span>;
