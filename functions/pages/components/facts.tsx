import type { ComponentChildren } from 'preact';

/** A list of what is known: term and value; an absent value is left out. */
export const Facts = ({ facts }: { facts: [term: string, value: ComponentChildren][] }) => {
  const known = facts.filter(([, value]) => value !== undefined && value !== '');
  return known.length === 0 ? null : (
    <dl class="facts">
      {known.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
