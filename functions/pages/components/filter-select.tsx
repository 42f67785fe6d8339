type FilterSelectProps = {
  /** Its id as well: a page has one row of filters. */
  name: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  class?: string;
};

/** One of many, in a row of filters: what is chosen is in the address, and nothing of it can be wrong. */
export const FilterSelect = ({ name, label, value, options, class: className }: FilterSelectProps) => (
  <div class={className}>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
);
