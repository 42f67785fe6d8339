import type { ComponentChildren } from 'preact';
import { errorId, fieldId, hintId } from './error-summary.tsx';

type FieldProps = {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  value: string;
  /** May be left empty, always or under the condition that is said. */
  optional?: boolean | string;
  /** Whether the label is the title of a part of the form. */
  isTitle?: boolean;
};

/** What ties a control to its hint and its error, for those who hear the page. */
const describedBy = ({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>) =>
  [hint && hintId(name), error && errorId(name)].filter(Boolean).join(' ') || undefined;

export const FieldError = ({ name, error }: Pick<FieldProps, 'name' | 'error'>) =>
  error ? (
    <p class="error-text" id={errorId(name)}>
      <span class="visually-hidden">Erreur&nbsp;: </span>
      {error}
    </p>
  ) : null;

/** Marks what may be left empty: everything else has to be filled in. */
export const Optional = ({ when }: { when?: string }) => (
  <span class="optional"> (facultatif{when && ` ${when}`})</span>
);

const Label = ({ name, label, optional }: Pick<FieldProps, 'name' | 'label' | 'optional'>) => (
  <label for={fieldId(name)}>
    {label}
    {optional && <Optional {...(typeof optional === 'string' && { when: optional })} />}
  </label>
);

const Around = ({ children, ...field }: FieldProps & { children: ComponentChildren }) => (
  <div class={field.error ? 'field has-error' : 'field'}>
    {field.isTitle ? (
      <h2>
        <Label {...field} />
      </h2>
    ) : (
      <Label {...field} />
    )}
    {field.hint && (
      <p class="hint" id={hintId(field.name)}>
        {field.hint}
      </p>
    )}
    <FieldError name={field.name} error={field.error} />
    {children}
  </div>
);

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'date' | 'time';
  autocomplete?: 'off' | 'email' | 'name';
  inputMode?: 'numeric';
};

/** One line. Numbers are `inputMode="numeric"` text: what was typed is never thrown away by the browser. */
export const TextField = ({ type = 'text', autocomplete = 'off', inputMode, ...field }: InputProps) => {
  const attributes = {
    id: fieldId(field.name),
    name: field.name,
    value: field.value,
    autocomplete,
    inputMode,
    class: inputMode === 'numeric' ? 'short' : undefined,
    'aria-invalid': field.error ? ('true' as const) : undefined,
    'aria-describedby': describedBy(field),
  };
  return (
    <Around {...field}>
      {type === 'text' && <input {...attributes} type="text" />}
      {type === 'email' && <input {...attributes} type="email" />}
      {(type === 'date' || type === 'time') && <input {...attributes} type={type} />}
    </Around>
  );
};

type TextAreaProps = FieldProps & { rows?: number; limit?: number };

/** Several lines. `limit` is told, not enforced while typing: nothing typed is refused. */
export const TextAreaField = ({ rows = 5, limit, ...field }: TextAreaProps) => (
  <Around {...field}>
    {/* A first line break would be swallowed by the browser: it gets one of ours to swallow. */}
    <textarea
      id={fieldId(field.name)}
      name={field.name}
      rows={rows}
      data-limit={limit}
      placeholder=" "
      aria-invalid={field.error ? 'true' : undefined}
      aria-describedby={describedBy(field)}
    >
      {field.value.startsWith('\n') ? `\n${field.value}` : field.value}
    </textarea>
  </Around>
);

type FileProps = Omit<FieldProps, 'value'> & {
  accept: string;
  /** Said at once by the page's script, and by the server without it. */
  limit?: { bytes: number; tooLarge: string };
};

/** A file to choose. No browser keeps it from one answer to the next. */
export const FileField = ({ accept, limit, ...field }: FileProps) => (
  <Around {...field} value="">
    <input
      type="file"
      id={fieldId(field.name)}
      name={field.name}
      accept={accept}
      aria-invalid={field.error ? 'true' : undefined}
      aria-describedby={describedBy(field)}
      data-max-bytes={limit && String(limit.bytes)}
      data-too-large={limit?.tooLarge}
    />
  </Around>
);

type SelectProps = FieldProps & { options: readonly { value: string; label: string }[] };

/** One of many, of a list that opens. */
export const SelectField = ({ options, ...field }: SelectProps) => (
  <Around {...field}>
    <select
      id={fieldId(field.name)}
      name={field.name}
      aria-invalid={field.error ? 'true' : undefined}
      aria-describedby={describedBy(field)}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value} selected={value === field.value}>
          {label}
        </option>
      ))}
    </select>
  </Around>
);

type ChoicesProps = {
  name: string;
  legend: string;
  value: string;
  error: string | undefined;
  options: readonly { value: string; label: string }[];
};

/** One of a few, all of them in sight. */
export const Choices = ({ name, legend, value, error, options }: ChoicesProps) => (
  <fieldset
    class={error ? 'field has-error' : 'field'}
    id={fieldId(name)}
    tabIndex={-1}
    aria-describedby={error && errorId(name)}
  >
    <legend>{legend}</legend>
    <FieldError name={name} error={error} />
    <div class="choices">
      {options.map((option) => (
        <label class="choice" key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} />
          {option.label}
        </label>
      ))}
    </div>
  </fieldset>
);
