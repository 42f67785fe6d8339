import type { ComponentChildren } from 'preact';

/** A list of what is known: term and value; an absent value is left out. */
export const Facts = ({ facts }: { facts: [term: string, value: ComponentChildren][] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
